using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

public sealed class MoneyTests
{
    private static readonly Config Settings = Properties.Settings(20261125UL, 7UL);

    private static readonly Gen<decimal> Amounts =
        from digits in Gen.Choose(0, 1_000_000)
        from zeros in Gen.Elements(1, 10, 100, 1_000)
        from high in Gen.Elements(0, 0, 0, 1, 4_000_000)
        from isNegative in Gen.Elements(false, false, true)
        from scale in Gen.Choose(0, 28)
        select new decimal(digits * zeros, high, high / 3, isNegative, (byte)scale);

    [Fact]
    public void Trim_is_the_division_that_removes_trailing_zeros() => Check.One(Settings, Prop.ForAll(Amounts.ToArbitrary(), amount =>
        Assert.Equal(decimal.GetBits(amount / 1.0000000000000000000000000000m), decimal.GetBits(Money.Trim(amount)))));
}

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("USD", 2)]
    [InlineData("EUR", 2)]
    [InlineData("GBP", 2)]
    [InlineData("HUF", 2)]
    [InlineData("MGA", 2)]
    [InlineData("XCG", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("ISK", 0)]
    [InlineData("UGX", 0)]
    [InlineData("BHD", 3)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("CLF", 4)]
    [InlineData("UYW", 4)]
    public void A_currency_has_the_decimals_of_ISO_4217(string code, int expected)
    {
        Assert.True(Currencies.TryGet(code, out var canonical, out var decimals));
        Assert.Equal((code, expected), (canonical, decimals));
    }

    [Theory]
    [InlineData("usd")]
    [InlineData(" Usd ")]
    [InlineData("u\u017Fd")]
    public void Case_and_blanks_do_not_count(string code)
    {
        Assert.True(Currencies.TryGet(code, out var canonical, out _));
        Assert.Equal("USD", canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("US")]
    [InlineData("USDX")]
    [InlineData("XAU")]
    [InlineData("XTS")]
    [InlineData("HRK")]
    [InlineData("ıqd")]
    [InlineData("ﬀ1")]
    public void What_is_no_active_currency_is_not_known(string code) => Assert.False(Currencies.TryGet(code, out _, out _));
}
