using Dev.Demo;

namespace Dev.Tests.Demo;

public sealed class DeliveryCheckTests
{
    private static readonly DemoOrder Order = new(new DateTimeOffset(2026, 1, 23, 12, 35, 56, 789, TimeSpan.Zero));
    private static readonly SentConversion Right = new(Order.EventId, "PURCHASE", "2026-01-23T12:34:56.000Z", 45.85m, "USD");

    [Fact]
    public void OrderAsItWas_HasNoDifference() => Assert.Null(DeliveryCheck.Difference(Right, Order));

    [Fact]
    public void BuyersAmountWithBuyersCurrency_HasNoDifference() =>
        Assert.Null(DeliveryCheck.Difference(Right with { Amount = 60.33m, Currency = "AUD" }, Order));

    [Fact]
    public void MixedCurrencies_AreADifference() =>
        Assert.Contains("60.33 USD", DeliveryCheck.Difference(Right with { Amount = 60.33m }, Order), StringComparison.Ordinal);

    [Fact]
    public void MissingAmount_IsADifference() => Assert.NotNull(DeliveryCheck.Difference(Right with { Amount = null }, Order));

    [Fact]
    public void OtherName_IsADifference() => Assert.NotNull(DeliveryCheck.Difference(Right with { Name = "LEAD" }, Order));

    [Theory]
    [InlineData("2026-01-23T07:34:56-05:00")]
    [InlineData("2026-01-23T07:34:56Z")]
    [InlineData("")]
    public void TimeThatIsNotTheOrdersInUtc_IsADifference(string time) => Assert.NotNull(DeliveryCheck.Difference(Right with { Time = time }, Order));
}
