using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpotifyStandIn.Faults;

/// <summary>Fault scripts as JSON. An unknown field is an error: a misspelt fault must not be a fault that never happens.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(ResetPointConverter)])]
[JsonSerializable(typeof(IReadOnlyList<FaultStep>))]
[JsonSerializable(typeof(FaultStep))]
internal sealed partial class FaultJson : JsonSerializerContext;

/// <summary>"before", "after", or true for "before".</summary>
internal sealed class ResetPointConverter : JsonConverter<ResetPoint>
{
    public override ResetPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => ResetPoint.Before,
        JsonTokenType.String when reader.ValueTextEquals("before"u8) => ResetPoint.Before,
        JsonTokenType.String when reader.ValueTextEquals("after"u8) => ResetPoint.After,
        _ => throw new JsonException("reset must be true, \"before\" or \"after\""),
    };

    public override void Write(Utf8JsonWriter writer, ResetPoint value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == ResetPoint.Before ? "before" : "after");
}
