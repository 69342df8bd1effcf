using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>An event inside of another JSON document, written as the queue writes it.</summary>
/// <param name="Event">The event.</param>
[JsonConverter(typeof(EventJsonConverter))]
internal sealed record StoredEvent(AcceptedEvent Event);

/// <summary>Reads and writes <see cref="StoredEvent"/>.</summary>
internal sealed class EventJsonConverter : JsonConverter<StoredEvent>
{
    /// <inheritdoc/>
    public override StoredEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = new JsonTokens(JsonMarshal.GetRawUtf8Value(document.RootElement));
        json.Read();
        return new(EventJsonReader.Read(ref json));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options)
    {
        using var json = ScratchWriter.Rent();
        EventJsonWriter.Write(json, value.Event);
        writer.WriteRawValue(json.Written, skipInputValidation: true);
    }
}
