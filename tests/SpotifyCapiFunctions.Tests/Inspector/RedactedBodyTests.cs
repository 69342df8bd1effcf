using System.Buffers;
using System.Text;
using System.Text.Json;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class RedactedBodyTests
{
    private const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Fact]
    public void DigestsAreCutAndAddressesOnlyNamed_EverythingElseStays() => Assert.Equal(
        """{"user_data":{"hashed_emails":["86e0b9e5…"],"hashed_phone_number":"86e0b9e5…","ip_address":"***","device_id":"***","user_agent":"***"},"event_id":"order-1","amount":49.90,"ok":true}""",
        Redact($$"""{"user_data":{"hashed_emails":["{{Digest}}"],"hashed_phone_number":"{{Digest}}","ip_address":"203.0.113.7","device_id":"abc","user_agent":"UA"},"event_id":"order-1","amount":49.90,"ok":true}"""));

    [Fact]
    public void AnythingLongerThanADigest_IsNoDigest() => Assert.Equal($$"""{"event_id":"{{Digest}}0"}""", Redact($$"""{"event_id":"{{Digest}}0"}"""));

    private static string Redact(string body)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            RedactedBody.Write(writer, Encoding.UTF8.GetBytes(body));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
