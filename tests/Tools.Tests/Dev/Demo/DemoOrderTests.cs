using System.Globalization;
using System.Text.Json;
using Dev.Demo;

namespace Tools.Tests.Dev.Demo;

public sealed class DemoOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 23, 12, 35, 56, 789, TimeSpan.Zero);

    [Fact]
    public void Body_is_JSON_with_the_id_that_the_event_id_names()
    {
        var order = new DemoOrder(Now);
        using var body = JsonDocument.Parse(order.Body);

        Assert.Equal($"order-{body.RootElement.GetProperty("id").GetInt64()}", order.EventId);
        Assert.Equal(DemoOrder.Name, body.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void Id_does_not_fit_a_double()
    {
        var id = new DemoOrder(Now).Id;

        Assert.NotEqual(id, (long)(double)id);
    }

    [Fact]
    public void Two_runs_have_different_orders() => Assert.NotEqual(new DemoOrder(Now).Id, new DemoOrder(Now.AddMilliseconds(1)).Id);

    [Fact]
    public void Times_are_a_minute_ago_in_the_shops_own_offset()
    {
        using var body = JsonDocument.Parse(new DemoOrder(Now).Body);

        Assert.Equal("2026-01-23T07:34:56-05:00", body.RootElement.GetProperty("processed_at").GetString());
        Assert.Equal("2026-01-23T07:34:56-05:00", body.RootElement.GetProperty("created_at").GetString());
    }

    [Fact]
    public void Prices_are_those_of_the_body()
    {
        using var body = JsonDocument.Parse(new DemoOrder(Now).Body);
        var prices = body.RootElement.GetProperty("total_price_set").EnumerateObject().Select(pair => (
            decimal.Parse(pair.Value.GetProperty("amount").GetString() ?? "", CultureInfo.InvariantCulture),
            pair.Value.GetProperty("currency_code").GetString() ?? ""));

        Assert.Equal(DemoOrder.Prices, prices);
    }
}

public sealed class DemoWebhookTests
{
    [Fact]
    public async Task Request_is_signed_over_exactly_the_bytes_that_it_sends()
    {
        using var request = DemoWebhook.For(new DemoOrder(DateTimeOffset.UnixEpoch), "hush");
        var sent = await (request.Content?.ReadAsByteArrayAsync() ?? Task.FromResult<byte[]>([]));

        Assert.Equal([ShopifySignature.Of(sent, "hush")], request.Headers.GetValues("X-Shopify-Hmac-Sha256"));
        Assert.Equal(["orders/paid"], request.Headers.GetValues("X-Shopify-Topic"));
        Assert.Equal("application/json", request.Content?.Headers.ContentType?.MediaType);
    }
}

public sealed class ShopifySignatureTests
{
    [Fact]
    public void Known_body_and_secret_give_the_known_signature() => Assert.Equal(
        "BEbY835G+c5hpimOmgvatyPOudhU7gaUwIhNuNMx1Xg=",
        ShopifySignature.Of("""{"id":820982911946154508,"test":true}"""u8, "hush"));

    [Fact]
    public void Published_vector_of_Shopify_sharp_gives_its_signature() =>
        Assert.Equal("3X6clrsy+C8mmzR/MeTh6b/EcLr46WLZaU+24GrPXOM=", ShopifySignature.Of("Bf"u8, "some-secret"));
}

public sealed class DeliveryCheckTests
{
    private static readonly DemoOrder Order = new(new DateTimeOffset(2026, 1, 23, 12, 35, 56, 789, TimeSpan.Zero));
    private static readonly SentConversion Right = new(Order.EventId, "PURCHASE", "2026-01-23T12:34:56.000Z", 45.85m, "USD");

    [Fact]
    public void Order_as_it_was_has_no_difference() => Assert.Null(DeliveryCheck.Difference(Right, Order));

    [Fact]
    public void Buyers_amount_with_buyers_currency_has_no_difference() =>
        Assert.Null(DeliveryCheck.Difference(Right with { Amount = 60.33m, Currency = "AUD" }, Order));

    [Fact]
    public void Mixed_currencies_are_a_difference() =>
        Assert.Contains("60.33 USD", DeliveryCheck.Difference(Right with { Amount = 60.33m }, Order), StringComparison.Ordinal);

    [Fact]
    public void Missing_amount_is_a_difference() => Assert.NotNull(DeliveryCheck.Difference(Right with { Amount = null }, Order));

    [Fact]
    public void Other_name_is_a_difference() => Assert.NotNull(DeliveryCheck.Difference(Right with { Name = "LEAD" }, Order));

    [Theory]
    [InlineData("2026-01-23T07:34:56-05:00")]
    [InlineData("2026-01-23T07:34:56Z")]
    [InlineData("")]
    public void Time_that_is_not_the_orders_in_UTC_is_a_difference(string time) => Assert.NotNull(DeliveryCheck.Difference(Right with { Time = time }, Order));
}
