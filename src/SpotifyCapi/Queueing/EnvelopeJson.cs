using System.Text.Json.Serialization;

namespace SpotifyCapi.Queueing;

/// <summary>What every version of an envelope has.</summary>
internal sealed class EnvelopeVersionJson
{
    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("dest")]
    public string? Destination { get; init; }
}

/// <summary>Source-generated serialisation of what every version has; the rest is written and read by hand.</summary>
[JsonSerializable(typeof(EnvelopeVersionJson))]
internal sealed partial class EnvelopeJsonContext : JsonSerializerContext;
