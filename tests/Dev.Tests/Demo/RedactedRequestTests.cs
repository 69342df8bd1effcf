using System.Text.Json;
using Dev.Demo;

namespace Dev.Tests.Demo;

public sealed class RedactedRequestTests
{
    private const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Fact]
    public void Digest_IsCutToEightCharactersWhereverItStands()
    {
        var text = Redact($$"""{"hashed_emails":["{{Digest}}"],"hashed_phone_number":"{{Digest}}"}""");

        Assert.DoesNotContain(Digest[..9], text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\"86e0b9e5…\"").Length - 1);
    }

    [Theory]
    [InlineData("ip_address", "203.0.113.7")]
    [InlineData("device_id", "38400000-8cf0-11bd-b23e-10b96e40000d")]
    public void Identifier_IsShortened(string property, string value) =>
        Assert.DoesNotContain(value, Redact($$"""{"{{property}}":"{{value}}"}"""), StringComparison.Ordinal);

    [Fact]
    public void EverythingElse_StaysAsItWasSent()
    {
        var lines = RedactedRequest.Lines(Parse("""{"event_name":"PURCHASE","opt_out_targeting":true,"event_details":{"amount":45.850}}"""));

        Assert.Equal(
            ["{", "  \"event_name\": \"PURCHASE\",", "  \"opt_out_targeting\": true,", "  \"event_details\": {", "    \"amount\": 45.850", "  }", "}"],
            lines);
    }

    private static string Redact(string json) => string.Join('\n', RedactedRequest.Lines(Parse(json)));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
