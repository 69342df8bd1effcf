using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;
using SpotifyCapi.Json;

namespace SpotifyCapi.Envelopes;

/// <summary>An event as the queue writes it, inside of another JSON document.</summary>
internal sealed class EventJsonConverter : JsonConverter<AcceptedEvent>
{
    /// <inheritdoc/>
    public override AcceptedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => EventJsonReader.Read(ref reader, null);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AcceptedEvent value, JsonSerializerOptions options)
    {
        using var json = ScratchWriter.Rent();
        EventJsonWriter.Write(json, value);
        writer.WriteRawValue(json.Written, skipInputValidation: true);
    }
}
