using System.Globalization;
using System.Text.Json;
using Dev.Demo;

namespace Dev.Tests.Demo;

public sealed class DemoOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 23, 12, 35, 56, 789, TimeSpan.Zero);

    [Fact]
    public void Body_IsJsonWithTheIdThatTheEventIdNames()
    {
        var order = new DemoOrder(Now);
        using var body = JsonDocument.Parse(order.Body);

        Assert.Equal($"order-{body.RootElement.GetProperty("id").GetInt64()}", order.EventId);
        Assert.Equal(DemoOrder.Name, body.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void Id_DoesNotFitADouble()
    {
        var id = new DemoOrder(Now).Id;

        Assert.NotEqual(id, (long)(double)id);
    }

    [Fact]
    public void TwoRuns_HaveDifferentOrders() => Assert.NotEqual(new DemoOrder(Now).Id, new DemoOrder(Now.AddMilliseconds(1)).Id);

    [Fact]
    public void Times_AreAMinuteAgoInTheShopsOwnOffset()
    {
        using var body = JsonDocument.Parse(new DemoOrder(Now).Body);

        Assert.Equal("2026-01-23T07:34:56-05:00", body.RootElement.GetProperty("processed_at").GetString());
        Assert.Equal("2026-01-23T07:34:56-05:00", body.RootElement.GetProperty("created_at").GetString());
    }

    [Fact]
    public void Prices_AreThoseOfTheBody()
    {
        using var body = JsonDocument.Parse(new DemoOrder(Now).Body);
        var prices = body.RootElement.GetProperty("total_price_set").EnumerateObject().Select(pair => (
            decimal.Parse(pair.Value.GetProperty("amount").GetString() ?? "", CultureInfo.InvariantCulture),
            pair.Value.GetProperty("currency_code").GetString() ?? ""));

        Assert.Equal(DemoOrder.Prices, prices);
    }
}
