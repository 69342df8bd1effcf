using System.Text.Json;
using SpotifyCapi.Identifiers;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Writes a request's body for people to look at: digests cut to eight characters, addresses and device ids only named.</summary>
internal static class RedactedBody
{
    private const string Present = "***";
    private static readonly string[] Raw = ["ip_address", "device_id", "user_agent"];

    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        Write(writer, document.RootElement, string.Empty);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string name)
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
                    Write(writer, item, name);

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Raw.Contains(name):
                writer.WriteStringValue(Present);
                break;
            case JsonValueKind.String when Sha256Digest.TryParse(value.GetString(), out var digest):
                writer.WriteStringValue(digest.ToString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
