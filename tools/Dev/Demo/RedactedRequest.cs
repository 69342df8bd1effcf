using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dev.Demo;

/// <summary>A request body for a terminal: indented, digests cut to 8 characters, addresses and device ids shortened.</summary>
internal static partial class RedactedRequest
{
    private const int KeptOfDigest = 8;
    private static readonly string[] Identifiers = ["ip_address", "device_id"];

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<string> Lines(JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            Write(writer, body, property: "");
        return Encoding.UTF8.GetString(buffer.WrittenSpan).ReplaceLineEndings("\n").Split('\n');
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string property)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, member.Name);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, property);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Redact(value.GetString() ?? "", property));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Redact(string text, string property)
    {
        if (Digest().IsMatch(text))
            return text[..KeptOfDigest] + "…";
        return Identifiers.Contains(property) ? text[..(text.Length / 2)] + "…" : text;
    }

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
