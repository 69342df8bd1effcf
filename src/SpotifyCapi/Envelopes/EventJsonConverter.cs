using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;

namespace SpotifyCapi.Envelopes;

/// <summary>An event as the queue writes it, inside of another JSON document.</summary>
internal sealed class EventJsonConverter : JsonConverter<AcceptedEvent>
{
    /// <inheritdoc/>
    public override AcceptedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => EventJsonReader.Read(ref reader, null);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AcceptedEvent value, JsonSerializerOptions options) => EventJsonWriter.Write(writer, value);
}
