using System.Security.Cryptography;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Shopify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Shopify;

public sealed class ShopifySourceTests
{
    [Theory]
    [InlineData("example.myshopify.com", SignatureResult.Valid)]
    [InlineData("EXAMPLE.myshopify.com", SignatureResult.Valid)]
    [InlineData("other.myshopify.com", SignatureResult.Mismatch)]
    [InlineData(null, SignatureResult.Mismatch)]
    public void A_bound_source_takes_its_own_shop_only(string? shop, SignatureResult expected)
    {
        var source = TestSource.Create("Shopify", ("ShopDomain", "example.myshopify.com"));

        Assert.Equal(expected, source.Verify(Signed(shop is null ? [] : [("X-Shopify-Shop-Domain", shop)]), "k"));
        Assert.Equal(expected, source.Verify(Signed(shop is null ? [] : [("Shopify-Shop-Domain", shop)]), "k"));
    }

    [Theory]
    [InlineData("\"enabled\"", null)]
    [InlineData("null", null)]
    [InlineData("\"disabled\"", "no_account")]
    [InlineData("\"invited\"", "no_account")]
    public void A_customer_whom_the_shop_entered_has_not_signed_up(string state, string? reason)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"id":1,"state":{{state}},"email":"jane.doe@example.com","created_at":"2026-01-23T12:34:56Z"}""");

        var reading = TestSource.Create("Shopify").Read(TestSource.Request(body, ("X-Shopify-Topic", "customers/create")));

        Assert.Equal(reason, (reading as SourceReading.Ignored)?.Reason);
    }

    [Theory]
    [InlineData("declined", MarketingConsent.Denied)]
    [InlineData("yes", MarketingConsent.Granted)]
    public void A_note_attribute_that_is_named_is_read(string said, MarketingConsent expected)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"id":1,"financial_status":"paid","buyer_accepts_marketing":true,"note_attributes":[{"name":"Ad_Consent","value":"{{said}}"}]}""");
        foreach (var settings in new (string, string)[][] { [("ConsentNoteAttribute", "ad_consent")], [("ConsentNoteAttribute", "ad_consent"), ("Consent", "BuyerAcceptsMarketing")] })
        {
            var events = Assert.IsType<SourceReading.Events>(TestSource.Create("Shopify", settings).Read(TestSource.Request(body, ("X-Shopify-Topic", "orders/paid"))));

            Assert.Equal(expected, Assert.Single(events.Items).Consent);
        }
    }

    [Fact]
    public void A_country_by_name_alone_is_read()
    {
        var events = Assert.IsType<SourceReading.Events>(TestSource.Create("Shopify").Read(TestSource.Request(
            """{"id":1,"financial_status":"paid","billing_address":{"phone":"347 123 4567","country":"Italy","country_code":null}}"""u8, ("X-Shopify-Topic", "orders/paid"))));

        Assert.Equal("Italy", events.Items[0].User.Phones[0].Country);
    }

    [Fact]
    public void A_bound_source_does_not_choose_between_two_shops()
    {
        var source = TestSource.Create("Shopify", ("ShopDomain", "example.myshopify.com"));

        var result = source.Verify(Signed(("X-Shopify-Shop-Domain", "example.myshopify.com"), ("X-Shopify-Shop-Domain", "other.myshopify.com")), "k");

        Assert.Equal(SignatureResult.Mismatch, result);
    }

    [Fact]
    public void A_signature_under_both_header_names_is_refused()
    {
        var request = Signed(("Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData("k"u8, "{}"u8))));

        Assert.Equal(SignatureResult.Repeated, TestSource.Create("Shopify").Verify(request, "k"));
    }

    private const string OfOneCustomer = """{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":2},"orders_to_redact":[1]}""";
    private const string OfTheShop = """{"shop_id":1,"shop_domain":"example.myshopify.com"}""";

    [Theory]
    [InlineData("customers/data_request", """{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":2},"orders_requested":[1],"data_request":{"id":3}}""")]
    [InlineData("customers/redact", OfOneCustomer)]
    [InlineData("shop/redact", OfTheShop)]
    public void Compliance_topics_are_answered_whatever_the_topics_are(string topic, string body) =>
        Assert.IsType<SourceReading.PrivacyRequest>(Read(topic, body, ("Topics", "customers/create")));

    [Fact]
    public void Every_compliance_topic_has_a_test() => Assert.Equal(["customers/data_request", "customers/redact", "shop/redact"], ShopifyTopics.Compliance.Order());

    /// <summary>The topic is not signed: what was said of one customer must not be said of all by whoever has seen it.</summary>
    [Theory]
    [InlineData("shop/redact", OfOneCustomer)]
    [InlineData("shop/redact", """{"shop_id":1,"shop_domain":"example.myshopify.com","orders_requested":[1]}""")]
    [InlineData("customers/data_request", OfOneCustomer)]
    [InlineData("customers/redact", """{"shop_id":1,"shop_domain":"example.myshopify.com","customer":{"id":2},"orders_requested":[1]}""")]
    public void A_compliance_body_under_another_topic_removes_nobody(string topic, string body) => Assert.IsType<SourceReading.Malformed>(Read(topic, body));

    [Theory]
    [InlineData("example.myshopify.com", true)]
    [InlineData("another.myshopify.com", false)]
    public void A_compliance_topic_of_another_shop_removes_nobody(string bound, bool isOurs) =>
        Assert.Equal(isOurs, Read("shop/redact", OfTheShop, ("ShopDomain", bound)) is SourceReading.PrivacyRequest);

    [Theory]
    [InlineData("""{"note_attributes":[{"name":"consent","value":"declined"}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"CONSENT","value":"no, thanks"}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":"n"}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":"whatever"}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":""}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":"yes"},{"name":"consent","value":"nein"}]}""", MarketingConsent.Denied)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":"Yes"}]}""", MarketingConsent.Granted)]
    [InlineData("""{"note_attributes":[{"name":"Consent","value":null}]}""", MarketingConsent.Unknown)]
    [InlineData("""{"note_attributes":[]}""", MarketingConsent.Unknown)]
    public void A_refusal_in_a_note_attribute_is_heard(string order, MarketingConsent expected) =>
        Assert.Equal(expected, Event("orders/paid", order, ("Consent", "NoteAttribute"), ("ConsentNoteAttribute", "Consent")).Consent);

    [Theory]
    [InlineData("orders/paid", """{"buyer_accepts_marketing":true}""", MarketingConsent.Granted)]
    [InlineData("orders/paid", """{"buyer_accepts_marketing":true,"customer":{"email_marketing_consent":{"state":"unsubscribed"}}}""", MarketingConsent.Denied)]
    [InlineData("orders/paid", """{"customer":{"email_marketing_consent":{"state":"not_subscribed"}}}""", MarketingConsent.Denied)]
    [InlineData("customers/create", """{"email_marketing_consent":{"state":"not_subscribed"}}""", MarketingConsent.Denied)]
    [InlineData("customers/create", """{"email_marketing_consent":{"state":"pending"}}""", MarketingConsent.Denied)]
    [InlineData("customers/create", """{"email_marketing_consent":{"state":"subscribed"}}""", MarketingConsent.Granted)]
    [InlineData("customers/create", """{"accepts_marketing":false}""", MarketingConsent.Denied)]
    public void Consent_to_e_mail_marketing_counts_only_if_the_settings_say_so(string topic, string body, MarketingConsent expected)
    {
        Assert.Equal(expected, Event(topic, body, ("Consent", "BuyerAcceptsMarketing")).Consent);
        Assert.Equal(MarketingConsent.Unknown, Event(topic, body).Consent);
    }

    [Fact]
    public void The_first_value_that_can_be_used_is_taken()
    {
        var order = Event("orders/paid", """
            {"id":7,"email":"jane","contact_email":"jane.doe@example.com","processed_at":"soon","created_at":"2026-01-23T12:34:56Z","current_total_price":"n/a",
            "total_price":"12.00","currency":"EUR","client_details":{"browser_ip":"127.0.0.1"},"browser_ip":"203.0.113.42"}
            """);

        Assert.Equal(["jane", "jane.doe@example.com"], order.User.Emails.Select(email => email.Value));
        Assert.Equal(("2026-01-23T12:34:56Z", 12m, "203.0.113.42"), (order.EventTime, order.Value, order.User.IpAddress));
        Assert.Equal(["processed_at", "current_total_price", "client_details.browser_ip"], order.SourceDrops.Select(drop => drop.Field));
        Assert.All(order.SourceDrops, drop => Assert.Equal(DropCodes.Replaced, drop.Code));
    }

    [Theory]
    [InlineData("order-{checkout_token}", """{"id":7,"checkout_token":null}""", "order-7")]
    [InlineData("order-{order_number}", """{"id":7,"order_number":"undefined"}""", "order-7")]
    [InlineData("order-{order_number}", """{"id":7,"order_number":1001}""", "order-1001")]
    [InlineData("order-{id}", """{"id":"null"}""", null)]
    [InlineData("order-{id}", """{"id":0}""", null)]
    public void An_order_without_what_the_recipe_names_has_the_platform_s_id(string recipe, string order, string? expected) =>
        Assert.Equal(expected, Event("orders/paid", order, ("OrderEventId", recipe)).EventId);

    private static ConversionEvent Event(string topic, string body, params (string, string)[] settings) =>
        Assert.Single(Assert.IsType<SourceReading.Events>(Read(topic, body, settings)).Items);

    private static SourceReading Read(string topic, string body, params (string, string)[] settings) =>
        TestSource.Create("Shopify", settings).Read(TestSource.Request(System.Text.Encoding.UTF8.GetBytes(body), ("X-Shopify-Topic", topic)));

    [Theory]
    [InlineData("""{"shop_id":1,"customer":{"id":2}}""")]
    [InlineData("""{"shop_id":1,"shop_domain":"example.myshopify.com"}""")]
    [InlineData("""{"shop_id":1,"shop_domain":"example.myshopify.com","customer":null}""")]
    public void A_compliance_topic_without_its_shape_removes_nobody(string body)
    {
        var request = TestSource.Request(System.Text.Encoding.UTF8.GetBytes(body), ("X-Shopify-Topic", "customers/redact"));

        var malformed = Assert.IsType<SourceReading.Malformed>(TestSource.Create("Shopify").Read(request));

        Assert.Equal(ErrorCodes.UnexpectedShape, malformed.Error.Code);
    }

    [Theory]
    [InlineData("/products/x?spclid=abc", "https://example.myshopify.com/products/x?spclid=abc")]
    [InlineData("/", "https://example.myshopify.com/")]
    [InlineData("/collections/orders-of-magnitude", "https://example.myshopify.com/collections/orders-of-magnitude")]
    [InlineData("https://evil.example/", null)]
    [InlineData("products/x", null)]
    [InlineData("/1/orders/0123456789abcdef", null)]
    [InlineData("/1/checkouts/0123456789abcdef/recover", null)]
    [InlineData("/checkouts/cn/0123456789abcdef", null)]
    [InlineData("/cart/c/0123456789abcdef", null)]
    [InlineData("/account/activate/1/0123456789abcdef", null)]
    [InlineData("/pages/x?a=b&TOKEN=0123456789abcdef", null)]
    public void A_landing_page_is_used_unless_whoever_has_it_sees_an_order(string landing, string? expected)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"id":1,"landing_site":"{{landing}}"}""");
        var request = TestSource.Request(body, ("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Shop-Domain", "example.myshopify.com"));

        var events = Assert.IsType<SourceReading.Events>(TestSource.Create("Shopify").Read(request));

        Assert.Equal(expected, events.Items[0].EventSourceUrl);
    }

    [Fact]
    public void A_header_that_is_no_host_name_makes_no_address()
    {
        var request = TestSource.Request(
            """{"id":1,"landing_site":"/x"}"""u8, ("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Shop-Domain", "evil.example/?"));

        Assert.Null(Assert.IsType<SourceReading.Events>(TestSource.Create("Shopify").Read(request)).Items[0].EventSourceUrl);
    }

    [Fact]
    public void The_time_of_the_delivery_stands_in_for_a_missing_one()
    {
        var request = TestSource.Request("""{"id":1}"""u8, ("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Triggered-At", "2026-01-23T12:34:57.000Z"));

        Assert.Equal("2026-01-23T12:34:57.000Z", Assert.IsType<SourceReading.Events>(TestSource.Create("Shopify").Read(request)).Items[0].EventTime);
    }

    private static WebhookRequest Signed(params (string, string)[] headers) =>
        TestSource.Request("{}"u8, [("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData("k"u8, "{}"u8))), .. headers]);
}
