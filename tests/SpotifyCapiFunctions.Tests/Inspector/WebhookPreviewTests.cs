using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Codes;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class WebhookPreviewTests
{
    private const string Order = """
        {"id":1001,"test":false,"email":"jane.doe@example.com","currency":"USD","total_price":"45.85","processed_at":"2026-05-31T07:34:55-05:00",
         "browser_ip":"10.0.0.1","financial_status":"paid","note_attributes":[],"customer":null,"billing_address":null}
        """;

    private readonly WebhookPreview preview = Preview(Configured.Load());

    [Fact]
    public async Task Paid_order_is_previewed_without_a_signature()
    {
        var seen = await AskAsync(Order, "orders/paid");

        Assert.Equal(200, seen.Status);
        Assert.Equal(["accepted"], seen.Results);
        var result = seen.Json.GetProperty("results")[0];
        Assert.Equal("order-1001", result.GetProperty("event_id").GetString());
        Assert.Equal([DropCodes.IpNotPublic], result.GetProperty("dropped").EnumerateArray().Select(drop => drop.GetProperty("code").GetString()));
        Assert.Contains("86e0b9e5…", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.doe", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_body_shows_where_each_value_was_found_and_whether_it_is_kept()
    {
        var mapped = Preview(Configured.Load(("Sources__stripe__Kind", "Stripe"), ("Sources__stripe__Secrets", "shop-secret")));
        var request = Builders.Http.Post("""
            {"type":"checkout.session.completed","created":1780228800,"data":{"object":{"id":"cs_1","payment_status":"paid","amount_total":4999,"currency":"usd",
             "customer_details":{"email":"jane.doe@example.com"},"metadata":{"client_ip":"10.0.0.1"}}}}
            """u8);

        var seen = await (await mapped.AnswerAsync(request, "stripe", redacted: true, default)).SeenAsync();

        var values = seen.Json.GetProperty("mapping").EnumerateArray().ToDictionary(value => value.GetProperty("field").GetString()!, value => value.GetRawText());
        Assert.Equal(["accepted"], seen.Results);
        Assert.Equal("""{"field":"value","from":"/data/object/amount_total","value":"4999","kept":true}""", values["value"]);
        Assert.Equal("""{"field":"user.email","from":"/data/object/customer_details/email","value":"***","kept":true}""", values["user.email"]);
        Assert.Equal("""{"field":"user.ip_address","from":"/data/object/metadata/client_ip","value":"***","kept":false}""", values["user.ip_address"]);
        Assert.Equal("""{"field":"user.phone","from":"/data/object/customer_details/phone","kept":false}""", values["user.phone"]);
        Assert.DoesNotContain("jane.doe", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_topic_is_ignored_with_its_reason()
    {
        var seen = await AskAsync(Order, "products/update");

        Assert.Equal(["ignored"], seen.Results);
        Assert.Equal(IgnoreReasons.IgnoredTopic, seen.Json.GetProperty("results")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Order_of_nobody_is_ignored_as_its_webhook_would_be_and_says_what_was_dropped()
    {
        var seen = await AskAsync(Order.Replace("jane.doe@example.com", "not an address", StringComparison.Ordinal), "orders/paid");

        Assert.Equal(["ignored"], seen.Results);
        var result = seen.Json.GetProperty("results")[0];
        Assert.Equal(IgnoreReasons.NoIdentifier, result.GetProperty("reason").GetString());
        Assert.Contains(DropCodes.EmailInvalid, result.GetProperty("dropped").EnumerateArray().Select(drop => drop.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Request_of_the_law_is_no_conversion()
    {
        var seen = await AskAsync("""{"shop_id":1,"shop_domain":"example.myshopify.com"}""", "shop/redact");

        Assert.Equal(IgnoreReasons.PrivacyRequest, seen.Json.GetProperty("results")[0].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("shop", "[]")]
    [InlineData("shop", "{")]
    [InlineData("other", Order)]
    public async Task Unreadable_body_or_unknown_source_is_a_problem(string source, string body) =>
        Assert.Equal(400, (await AskAsync(body, "orders/paid", source)).Status);

    [Theory]
    [InlineData("?source=shop&destination=MAIN&redacted=true", 200, true)]
    [InlineData("?source=shop&redacted=True", 200, true)]
    [InlineData("?source=shop&redacted=1&redacted=1", 200, true)]
    [InlineData("?source=shop&redacted=false", 200, false)]
    [InlineData("?source=shop", 200, false)]
    [InlineData("?source=shop&destination=nowhere", 400, true)]
    [InlineData("?source=shop&source=other", 400, true)]
    public async Task Query_is_taken_as_it_was_meant_or_refused(string query, int status, bool isRedacted)
    {
        var settings = Configured.Load();
        var request = Builders.Http.Post(System.Text.Encoding.UTF8.GetBytes(Order), "application/json", ("X-Shopify-Topic", "orders/paid"));
        request.QueryString = new QueryString(query);

        await new PreviewFunctions(
            settings.Sources, settings.Destinations, settings.Ingest, new BodyMemory(settings.Ingest), preview, new EventValidator(Intakes.Time), Intakes.Time,
            NullLogger<PreviewFunctions>.Instance).PreviewEvents(request, default);

        var seen = request.HttpContext.Seen();
        Assert.Equal((status, isRedacted), (seen.Status, !seen.Text.Contains("86e0b9e56c17cc4d", StringComparison.Ordinal)));
    }

    private static WebhookPreview Preview(AppSettings settings) => new(
        settings.Sources, settings.Destinations, settings.Ingest, new BodyMemory(new IngestOptions()), new EventValidator(Intakes.Time), Intakes.Time);

    private async Task<Seen> AskAsync(string body, string topic, string source = "shop")
    {
        var request = Builders.Http.Post(System.Text.Encoding.UTF8.GetBytes(body), "application/json", ("X-Shopify-Topic", topic));
        return await (await preview.AnswerAsync(request, source, redacted: true, default)).SeenAsync();
    }
}

public sealed class PreviewChoicesTests
{
    [Fact]
    public void Choices_are_the_configured_sources_and_destinations()
    {
        var choices = Choices(Configured.Load());

        Assert.Equal([new PreviewDestination("main", "CapiDirect")], choices.Destinations);
        Assert.Equal([new PreviewSource("shop", "Shopify", "main")], choices.Sources);
        Assert.Equal("main", choices.DefaultDestination);
    }

    [Fact]
    public void Several_destinations_and_no_default_leave_the_choice_open() => Assert.Null(
        Choices(Configured.Load(
            ("Sources__shop__Destination", "main"), ("Destinations__two__ConnectionId", Configured.Connection), ("Destinations__two__TokenSecret", "main-token"))).DefaultDestination);

    private static PreviewChoices Choices(AppSettings settings) => PreviewChoices.Of(settings.Sources, settings.Destinations, settings.Ingest);
}
