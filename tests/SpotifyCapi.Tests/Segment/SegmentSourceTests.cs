using System.Collections.Frozen;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Segment;

public sealed class SegmentSourceTests
{
    [Theory]
    [InlineData("browser", "{}", "WEB")]
    [InlineData("web", "{}", "WEB")]
    [InlineData("mobile", "{}", "APP")]
    [InlineData("server", """{"page":{}}""", null)]
    [InlineData("", """{"page":{}}""", "WEB")]
    [InlineData("", """{"page":{},"device":{}}""", "APP")]
    [InlineData("", "{}", null)]
    public void The_channel_says_where_it_happened_before_the_context_does(string channel, string context, string? expected) =>
        Assert.Equal(expected, Read($$"""{"type":"page","channel":"{{channel}}","context":{{context}}}""").ActionSource);

    [Theory]
    [InlineData("\"Italy\"", "Italy")]
    [InlineData("\"ITA\"", "ITA")]
    [InlineData("\"NA\"", "NA")]
    [InlineData("\"undefined\"", null)]
    [InlineData("null", null)]
    public void A_country_is_read_by_code_or_name(string json, string? expected) =>
        Assert.Equal(expected, Read("""{"type":"page","context":{"traits":{"address":{"country":?}}}}""".Replace("?", json, StringComparison.Ordinal)).User.Country);

    [Theory]
    [InlineData("""{"context":{"consentManagement":{"deniedConsentIds":"C0002, C0004"}}}""")]
    [InlineData("""{"context":{"consentManagement":{"deniedConsentIds":{"a":"marketing"}}}}""")]
    [InlineData("""{"context":{"consent":false}}""")]
    [InlineData("""{"context":{"consent":{"ad_storage":"denied"}}}""")]
    [InlineData("""{"context":{"traits":{"opt_out":true}}}""")]
    [InlineData("""{"traits":{"optOut":"yes"}}""")]
    [InlineData("""{"properties":{"ad_storage":"denied"}}""")]
    [InlineData("""{"properties":{"adUserData":"what?"}}""")]
    [InlineData("""{"properties":{"consent":"no"}}""")]
    [InlineData("""{"properties":{"consent":{"marketing":false}}}""")]
    public void A_refusal_counts_wherever_it_stands(string call) => Assert.Equal(MarketingConsent.Denied, Read(call).Consent);

    [Theory]
    [InlineData("""{"properties":{"ad":"banner-5","ads":"none","optimizely":"x"}}""")]
    [InlineData("""{"context":{"consent":{"gpp_sid":[7],"categoryPreferences":{"Analytics":false}}}}""")]
    public void What_is_about_something_else_says_nothing(string call) => Assert.Equal(MarketingConsent.Unknown, Read(call).Consent);

    [Theory]
    [InlineData("Order Completed", "order-7")]
    [InlineData("order_completed", "order-7")]
    [InlineData("Checkout Started", "m")]
    [InlineData("Product Added", "m")]
    public void Only_an_order_takes_the_order_s_id(string name, string expected) => Assert.Equal(expected, IdOf(name, TestDestinations.Direct));

    /// <summary>A destination whose purchases have another name: the built-in one is then any other event of the order.</summary>
    [Theory]
    [InlineData("Payment Captured", "order-7")]
    [InlineData("Order Completed", "m")]
    [InlineData("Checkout Started", "m")]
    public void An_order_that_the_destination_takes_for_something_else_leaves_its_id_to_the_purchase(string name, string expected) =>
        Assert.Equal(expected, IdOf(name, TestDestinations.Direct with
        {
            EventMap = new Dictionary<string, StandardEvent>
            {
                [EventNames.Key("Payment Captured")] = StandardEvent.Purchase,
                [EventNames.Key("Order Completed")] = StandardEvent.Lead,
            }.ToFrozenDictionary(),
        }));

    /// <summary>Whatever the spec says, an order whose id is none must not share it with all others like it.</summary>
    [Theory]
    [InlineData("\"undefined\"")]
    [InlineData("\"null\"")]
    [InlineData("\"5.87291E+12\"")]
    [InlineData("0")]
    [InlineData("\"[object Object]\"")]
    public void An_order_id_that_is_none_leaves_the_order_its_message_s_id(string order)
    {
        var facts = Accept($$$"""{"type":"track","event":"Order Completed","messageId":"m","timestamp":"2021-02-25T15:00:00Z","context":{"traits":{"email":"jane.doe@example.com"}},"properties":{"order_id":{{{order}}},"total":1,"currency":"EUR"}}""");

        Assert.Equal(("m", null), (facts.EventId, facts.OrderId));
        Assert.Equal("order_id", Assert.Single(facts.Dropped).Field);
    }

    /// <summary>A delivery's id that all deliveries have would make duplicates of all but the first.</summary>
    [Theory]
    [InlineData("m-1", "m-1")]
    [InlineData("undefined", null)]
    public void A_message_id_that_is_none_is_no_id_of_a_delivery(string told, string? expected) =>
        Assert.Equal(expected, Assert.IsType<SourceReading.Events>(ReadAll($$"""{"type":"page","messageId":"{{told}}"}""")).DeliveryId);

    [Theory]
    [InlineData("""{"traits":{"email":"jane.doe@example.com","phone":"+14155552671"},"request_ip":"203.0.113.42"}""")]
    [InlineData("""{"context":{"ip":"10.0.0.1"},"traits":{"email":"undefined"},"properties":{"email":"jane.doe@example.com","phone":"+14155552671"},"request_ip":"203.0.113.42"}""")]
    public void A_person_is_found_at_the_root_in_the_context_and_in_the_properties(string call)
    {
        var read = Read(call);
        var who = IdentifierCleaner.Clean(read.User, null, []);

        Assert.Equal(("jane.doe@example.com", "+14155552671", "203.0.113.42"), (Assert.Single(who.Emails).Value, who.Phone?.Value, who.IpAddress));
    }

    [Theory]
    [InlineData("""{"properties":{"total":"$12.00","revenue":12}}""", "total")]
    [InlineData("""{"properties":{"total":"undefined","revenue":null,"value":"12"}}""", "total")]
    [InlineData("""{"timestamp":"undefined","originalTimestamp":"2021-02-25T15:00:00Z","properties":{"total":12}}""", "timestamp")]
    [InlineData("""{"timestamp":"0001-01-01T00:00:00Z","originalTimestamp":"2021-02-25T15:00:00Z","properties":{"total":12}}""", "timestamp")]
    [InlineData("""{"context":{"page":{"url":"https://"}},"properties":{"url":"https://shop.example/","total":12}}""", "context.page.url")]
    public void The_first_value_that_can_be_used_is_taken_and_the_others_are_named(string call, string replaced)
    {
        var read = Read(call);

        Assert.Equal(12m, read.Value);
        Assert.Empty(read.ReadErrors);
        Assert.Equal([new DroppedField(replaced, DropCodes.Replaced)], read.SourceDrops);
    }

    [Theory]
    [InlineData("Advertising", """{"consent":{"categoryPreferences":{"Advertising":true}}}""", MarketingConsent.Granted)]
    [InlineData("Advertising", """{"consent":{"categoryPreferences":{"ADVERTISING":false}}}""", MarketingConsent.Denied)]
    [InlineData("Advertising", """{"consent":{"categoryPreferences":{"Advertising":"declined"}}}""", MarketingConsent.Denied)]
    [InlineData("Advertising", """{"consent":{"categoryPreferences":{"Advertising":{"status":"?"}}}}""", MarketingConsent.Denied)]
    [InlineData("Advertising", """{"consentManagement":{"deniedConsentIds":["functional","advertising"]}}""", MarketingConsent.Denied)]
    [InlineData("Advertising", """{"consentManagement":{"allowedConsentIds":["Advertising"],"deniedConsentIds":[]}}""", MarketingConsent.Granted)]
    [InlineData("Advertising", """{"consentManagement":{"allowedConsentIds":["Advertising"],"deniedConsentIds":["Advertising"]}}""", MarketingConsent.Denied)]
    [InlineData(null, """{"consent":{"categoryPreferences":{"Advertising":true}}}""", MarketingConsent.Unknown)]
    [InlineData(null, """{"consent":{"categoryPreferences":{"Advertising":false}}}""", MarketingConsent.Denied)]
    [InlineData(null, """{"consentManagement":{"deniedConsentIds":["C0004"]}}""", MarketingConsent.Denied)]
    [InlineData(null, """{"consent":{"categoryPreferences":{"Functional":false}}}""", MarketingConsent.Unknown)]
    public void Consent_is_read_as_Segment_and_RudderStack_send_it(string? category, string context, MarketingConsent expected)
    {
        var source = category is null ? TestSource.Create("Segment") : TestSource.Create("Segment", ("ConsentCategory", category));
        var reading = source.Read(TestSource.Request(Encoding.UTF8.GetBytes($$"""{"type":"page","context":{{context}}}""")));

        Assert.Equal(expected, Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items).Consent);
    }

    [Theory]
    [InlineData("""{"opt_out_targeting":true}""")]
    [InlineData("""{"opt_out":"yes"}""")]
    public void A_refusal_in_the_properties_is_heard(string properties) => Assert.Equal(MarketingConsent.Denied, Read($$"""{"properties":{{properties}}}""").Consent);

    [Fact]
    public void A_thousand_calls_fit_in_a_batch_and_one_more_does_not()
    {
        var calls = Enumerable.Repeat("""{"type":"page"}""", 1001).ToArray();

        Assert.Equal(1000, Assert.IsType<SourceReading.Events>(ReadAll($"[{string.Join(',', calls[1..])}]")).Items.Count);
        Assert.Equal(ErrorCodes.TooManyEvents, Assert.IsType<SourceReading.Malformed>(ReadAll($"[{string.Join(',', calls)}]")).Error.Code);
    }

    [Theory]
    [InlineData("DefaultCurrency", "DOLLAR")]
    [InlineData("Amount", "Net")]
    [InlineData("OrderEventId", "order-{id}")]
    [InlineData("Encoding", "Hexadecimal")]
    [InlineData("Algorithm", "Md5")]
    [InlineData("Tolerance", "5")]
    public void A_wrong_setting_is_reported_by_its_full_name(string name, string value) =>
        Assert.Equal("Sources__test__" + name, Assert.Single(TestSource.Problems("Segment", (name, value))).Setting);

    private static EventFacts Accept(string json) => Assert.IsType<EventDecision.Accepted>(
        new EventValidator(new FakeTimeProvider(TestSource.Now)).Validate(Read(json), TestDestinations.Direct)).Event.Facts;

    private static string? IdOf(string name, Destination destination)
    {
        var call = Read($$$"""{"type":"track","event":"{{{name}}}","messageId":"m","properties":{"order_id":7}}""");
        new EventValidator(new FakeTimeProvider(TestSource.Now)).Validate(call, destination);
        return call.EventId;
    }

    private static ConversionEvent Read(string json) => Assert.Single(Assert.IsType<SourceReading.Events>(ReadAll(json)).Items);

    private static SourceReading ReadAll(string json) => TestSource.Create("Segment").Read(TestSource.Request(Encoding.UTF8.GetBytes(json)));
}
