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
    public void Trim_IsTheDivisionThatRemovesTrailingZeros() => Check.One(Settings, Prop.ForAll(Amounts.ToArbitrary(), amount =>
        Assert.Equal(decimal.GetBits(amount / 1.0000000000000000000000000000m), decimal.GetBits(Money.Trim(amount)))));
}
