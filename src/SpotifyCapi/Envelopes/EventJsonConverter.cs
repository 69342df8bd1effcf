using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;
using SpotifyCapi.Json;

namespace SpotifyCapi.Envelopes;

/// <summary>An event as the queue writes it, inside of another JSON document.</summary>
internal sealed class EventJsonConverter : JsonConverter<AcceptedEvent>
{
    /// <inheritdoc/>
    public override AcceptedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = new JsonTokens(JsonMarshal.GetRawUtf8Value(document.RootElement));
        json.Read();
        return EventJsonReader.Read(ref json);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AcceptedEvent value, JsonSerializerOptions options)
    {
        using var json = ScratchWriter.Rent();
        EventJsonWriter.Write(json, value);
        writer.WriteRawValue(json.Written, skipInputValidation: true);
    }
}
