using System.Security.Cryptography;
using SpotifyCapi.Codes;
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
