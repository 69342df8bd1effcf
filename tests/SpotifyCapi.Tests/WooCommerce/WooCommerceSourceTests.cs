using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.WooCommerce;

public sealed class WooCommerceSourceTests
{
    private static readonly IWebhookSource Source = TestSource.Create("WooCommerce");

    [Theory]
    [InlineData("webhook_id=1")]
    [InlineData("webhook_id=142")]
    [InlineData("webhook_id=18446744073709551615")]
    public void The_ping_at_creation_is_a_handshake(string body) => Assert.True(Source.IsHandshake(TestSource.Request(Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData("")]
    [InlineData("webhook_id=")]
    [InlineData("webhook_id=1&x=2")]
    [InlineData("webhook_id=1 ")]
    [InlineData("webhook_id=-1")]
    [InlineData("webhook_id=1a")]
    [InlineData("webhook_id=١")]
    [InlineData("webhook_id=184467440737095516150")]
    [InlineData("WEBHOOK_ID=1")]
    [InlineData("{\"webhook_id\":1}")]
    [InlineData("\"webhook_id=1\"")]
    public void Anything_else_needs_a_signature(string body) => Assert.False(Source.IsHandshake(TestSource.Request(Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData("""{"code":"rest_forbidden","message":null}""", "shop_error")]
    [InlineData("""{"error":"nope"}""", "shop_error")]
    [InlineData("""{"success":false,"data":{}}""", "shop_error")]
    [InlineData("{}", "shop_error")]
    [InlineData("""{"id":null,"status":"processing"}""", null)]
    [InlineData("""{"order":{"id":1}}""", "api_version_unsupported")]
    public void What_is_no_order_is_not_taken_for_an_unpaid_one(string body, string? reason)
    {
        var reading = Source.Read(TestSource.Request(Encoding.UTF8.GetBytes(body), ("X-WC-Webhook-Topic", "order.updated")));

        Assert.Equal(reason ?? "not_paid", Assert.IsType<SourceReading.Ignored>(reading).Reason);
    }

    [Fact]
    public void A_signed_request_is_no_handshake() =>
        Assert.False(Source.IsHandshake(TestSource.Request("webhook_id=1"u8, ("X-WC-Webhook-Signature", "x"))));

    [Fact]
    public void No_other_kind_has_a_handshake() => Assert.DoesNotContain(
        Sender.All.Values.Where(sender => sender.Kind != "WooCommerce"),
        sender => sender.Source.IsHandshake(TestSource.Request("webhook_id=1"u8)));

    [Theory]
    [InlineData("a&b<c>\"'")]
    [InlineData("a&amp;b&lt;c&gt;&quot;&#039;")]
    public void A_secret_is_signed_with_after_its_entities_are_decoded(string configured)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData("a&b<c>\"'"u8, "{}"u8));

        Assert.Equal(SignatureResult.Valid, Source.Verify(TestSource.Request("{}"u8, ("X-WC-Webhook-Signature", signature)), configured));
    }

    [Fact]
    public void Copies_of_one_state_of_an_order_are_one_delivery_whatever_the_platform_calls_them()
    {
        Assert.Equal(Delivery("aaa", "2026-01-23T12:35:00"), Delivery("bbb", "2026-01-23T12:35:00"));
        Assert.NotEqual(Delivery("aaa", "2026-01-23T12:35:00"), Delivery("aaa", "2026-01-23T12:35:01"));
    }

    [Theory]
    [InlineData("Topics", "order.deleted")]
    [InlineData("OrderEventId", "{order_key}")]
    [InlineData("CustomerEventId", "customer")]
    public void A_wrong_setting_is_reported_by_its_full_name(string name, string value) =>
        Assert.Equal("Sources__test__" + name, Assert.Single(TestSource.Problems("WooCommerce", (name, value))).Setting);

    private static string? Delivery(string id, string modified) => Assert.IsType<SourceReading.Events>(Source.Read(TestSource.Request(
        Encoding.UTF8.GetBytes($$"""{"id":1,"status":"processing","date_paid_gmt":"2026-01-23T12:34:56","date_modified_gmt":"{{{modified}}}"}"""),
        ("X-WC-Webhook-Topic", "order.updated"),
        ("X-WC-Webhook-ID", "142"),
        ("X-WC-Webhook-Delivery-ID", id)))).DeliveryId;

    [Theory]
    [InlineData("""[{"key":"Marketing_Consent","value":"refused"}]""", MarketingConsent.Denied)]
    [InlineData("""[{"key":"marketing_consent","value":""}]""", MarketingConsent.Denied)]
    [InlineData("""[{"key":"marketing_consent","value":{"ads":"no"}}]""", MarketingConsent.Denied)]
    [InlineData("""[{"key":"marketing_consent","value":"yes"},{"key":"MARKETING_CONSENT","value":"n"}]""", MarketingConsent.Denied)]
    [InlineData("""[{"key":"marketing_consent","value":1}]""", MarketingConsent.Granted)]
    [InlineData("""[{"key":"other","value":"no"}]""", MarketingConsent.Unknown)]
    public void A_refusal_in_the_meta_data_is_heard(string meta, MarketingConsent expected)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"id":1,"status":"processing","date_paid_gmt":"2026-01-23T12:34:56","meta_data":{{meta}}}""");
        foreach (var topic in (string[])["order.updated", "customer.created"])
        {
            var reading = TestSource.Create("WooCommerce", ("ConsentMetaKey", "marketing_consent")).Read(TestSource.Request(body, ("X-WC-Webhook-Topic", topic)));

            Assert.Equal(expected, Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items).Consent);
        }
    }

    /// <summary>A note or the last status fires the same webhook weeks after the payment, when nobody remembers its id.</summary>
    [Theory]
    [InlineData("2026-01-20T12:00:00", true, "processing,completed")]
    [InlineData("2026-01-22T12:00:00", true, "processing,completed")]
    [InlineData("2026-01-22T12:00:01", false, "processing,completed")]
    [InlineData("2026-03-01T00:00:00", false, "processing,completed")]
    [InlineData("2026-03-01T00:00:00", true, "processing,completed,collected")]
    public void A_paid_order_that_is_edited_days_later_is_no_second_conversion(string modified, bool counts, string statuses)
    {
        var body = $$$"""{"id":7,"status":"completed","date_paid_gmt":"2026-01-20T12:00:00","date_modified_gmt":"{{{modified}}}","total":"10.00","currency":"EUR","billing":{"email":"jane.doe@example.com"}}""";

        var reading = TestSource.Create("WooCommerce", ("PaidStatuses", statuses)).Read(TestSource.Request(Encoding.UTF8.GetBytes(body), ("X-WC-Webhook-Topic", "order.updated"), ("X-WC-Webhook-Delivery-ID", "d-1")));

        Assert.Equal(counts ? "Events" : "edited_later", reading is SourceReading.Ignored(var reason, _) ? reason : reading.GetType().Name);
    }

    /// <summary>What the shop's own API answers to a user who may not read orders, and what its older versions send.</summary>
    [Theory]
    [InlineData("order.updated", """{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot view this resource.","data":{"status":401}}""", "shop_error")]
    [InlineData("customer.created", """{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot view this resource.","data":{"status":401}}""", "shop_error")]
    [InlineData("order.updated", """{"errors":[{"code":"woocommerce_api_user_cannot_read_order","message":"You do not have permission to read this order"}]}""", "shop_error")]
    [InlineData("order.updated", """{"errors":{"woocommerce_rest_cannot_view":["Sorry"]},"error_data":{}}""", "shop_error")]
    [InlineData("order.updated", """{"id":7,"status":"completed","date_paid":"2026-01-20T12:00:00","total":"10.00"}""", "api_version_unsupported")]
    [InlineData("order.created", """{"order":{"id":7,"status":"completed","completed_at":"2026-01-20T12:00:00Z","total":"10.00"}}""", "api_version_unsupported")]
    [InlineData("customer.created", """{"id":7,"date_created":"2026-01-20T12:00:00","email":"jane.doe@example.com"}""", "api_version_unsupported")]
    [InlineData("order.updated", """{"id":7,"status":"pending","date_paid":null,"date_paid_gmt":null,"total":"10.00"}""", "not_paid")]
    public void A_body_that_is_no_order_has_a_reason_of_its_own(string topic, string body, string reason) => Assert.Equal(
        reason,
        Assert.IsType<SourceReading.Ignored>(Source.Read(TestSource.Request(Encoding.UTF8.GetBytes(body), ("X-WC-Webhook-Topic", topic)))).Reason);
}
