using System.Text;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Sources;

public sealed class CloudEventsSourceTests
{
    private const string Validation = """[{"id":"1","topic":"/t","data":{"validationCode":"{0}","validationUrl":"https://elsewhere.example"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent"}]""";

    private readonly IWebhookSource source = TestSource.Create("CloudEvents");

    [Fact]
    public void The_validation_of_a_subscription_is_answered_with_its_code()
    {
        var request = Deliver(Validation.Replace("{0}", "512D38B6-c7b8", StringComparison.Ordinal), ("aeg-event-type", "SubscriptionValidation"));

        Assert.True(source.IsHandshake(request));
        Assert.Equal("""{"validationResponse":"512D38B6-c7b8"}""", source.HandshakeAnswer(request));
    }

    [Theory]
    [InlineData("Notification", "512d38b6")]
    [InlineData("SubscriptionValidation", "")]
    [InlineData("SubscriptionValidation", "<script>")]
    public void Anything_else_needs_its_secret(string type, string code) =>
        Assert.False(source.IsHandshake(Deliver(Validation.Replace("{0}", code, StringComparison.Ordinal), ("aeg-event-type", type))));

    [Theory]
    [InlineData("?key", "k", SignatureResult.Valid)]
    [InlineData("?key", "other", SignatureResult.Mismatch)]
    [InlineData("key", "k", SignatureResult.Missing)]
    public void The_secret_may_stand_in_the_address_when_the_setting_says_so(string given, string value, SignatureResult expected) =>
        Assert.Equal(expected, TestSource.Create("CloudEvents", ("Header", "?key")).Verify(Deliver("[]", (given, value)), "k"));

    [Fact]
    public void A_known_origin_may_send()
    {
        var headers = source.Permission(Deliver("", ("WebHook-Request-Origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", "120")));

        Assert.Equal(
            new Dictionary<string, string> { ["Allow"] = "POST", ["WebHook-Allowed-Origin"] = "eventgrid.azure.net", ["WebHook-Allowed-Rate"] = "120" }, headers);
    }

    [Fact]
    public void Other_origins_and_other_kinds_give_no_permission()
    {
        Assert.Null(source.Permission(Deliver("", ("WebHook-Request-Origin", "elsewhere.example"))));
        Assert.Null(source.Permission(Deliver("")));
        Assert.Null(TestSource.Create("Stripe").Permission(Deliver("", ("WebHook-Request-Origin", "eventgrid.azure.net"))));
        Assert.NotNull(TestSource.Create("CloudEvents", ("AllowedOrigins", "one.example, two.example")).Permission(Deliver("", ("WebHook-Request-Origin", "two.example"))));
    }

    [Theory]
    [InlineData("s3cret", SignatureResult.Valid)]
    [InlineData("old", SignatureResult.Valid)]
    [InlineData("s3cret2", SignatureResult.Mismatch)]
    [InlineData("", SignatureResult.Missing)]
    public void The_secret_in_the_header_says_who_sends(string secret, SignatureResult expected) =>
        Assert.Equal(expected, source.Verify(Deliver("[]", ("X-Webhook-Secret", secret)), "old", "s3cret"));

    [Theory]
    [InlineData(5000, true)]
    [InlineData(5001, false)]
    public void Five_thousand_events_fit_in_one_request(int count, bool fits)
    {
        var one = """{"specversion":"1.0","id":"1","source":"s","type":"t","data":{}}""";

        var reading = source.Read(Deliver($"[{string.Join(',', Enumerable.Repeat(one, count))}]"));

        Assert.Equal(fits ? typeof(SourceReading.Events) : typeof(SourceReading.Malformed), reading.GetType());
    }

    [Fact]
    public void An_unknown_secret_can_be_sent_again_by_setting()
    {
        Assert.False(source.UnknownSecretIsTemporary);
        Assert.True(TestSource.Create("CloudEvents", ("UnknownSecret", "Unavailable")).UnknownSecretIsTemporary);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[null]")]
    [InlineData("[1,{}]")]
    [InlineData("""{"specversion":1}""")]
    [InlineData("""{"id":"1","source":"s","type":"t"}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data":null}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data":[]}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data":{"events":7}}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data_base64":"%%%"}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data_base64":7}""")]
    [InlineData("""{"id":"1","source":"s","type":"t","data_base64":"e30"}""")]
    [InlineData("""{"id":{},"source":[],"type":true}""")]
    public void Whatever_arrives_is_read_or_refused(string body)
    {
        var mapped = TestSource.Create("CloudEvents", ("Map:event_name", "/type"), ("Map:event_id", "/data/id"), ("Map:event_time", "/time"));
        foreach (var (one, headers) in new (IWebhookSource, (string, string)[])[] { (source, []), (mapped, []), (source, [("ce-specversion", "1.0")]), (mapped, [("ce-specversion", "1.0")]) })
        {
            Assert.True(one.Read(Deliver(body, headers)) is SourceReading.Events { Items.Count: > 0 } or SourceReading.Malformed);
            one.Explain(Deliver(body, headers));
        }
    }

    private static WebhookRequest Deliver(string body, params (string, string)[] headers) => TestSource.Request(Encoding.UTF8.GetBytes(body), headers);
}
