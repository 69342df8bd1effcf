using System.Text.Json.Serialization;

namespace SpotifyCapi.Envelopes;

/// <summary>The JSON of an event in an envelope. Short names: the queue bills by size, and only we read it.</summary>
internal sealed class EventJson
{
    [JsonPropertyName("ev")]
    public required string Event { get; init; }

    [JsonPropertyName("name")]
    public required string SourceEventName { get; init; }

    [JsonPropertyName("id")]
    public required string EventId { get; init; }

    [JsonPropertyName("t")]
    public required long EventTimeMilliseconds { get; init; }

    [JsonPropertyName("src")]
    public string? ActionSource { get; init; }

    [JsonPropertyName("url")]
    public string? EventSourceUrl { get; init; }

    [JsonPropertyName("consent")]
    public bool? Consent { get; init; }

    [JsonPropertyName("out")]
    public required bool OptOutTargeting { get; init; }

    [JsonPropertyName("em")]
    public string[]? Emails { get; init; }

    [JsonPropertyName("emh")]
    public string[]? HashedEmails { get; init; }

    [JsonPropertyName("ph")]
    public string? Phone { get; init; }

    [JsonPropertyName("phh")]
    public string? HashedPhone { get; init; }

    [JsonPropertyName("ip")]
    public string? IpAddress { get; init; }

    [JsonPropertyName("ua")]
    public string? UserAgent { get; init; }

    [JsonPropertyName("dev")]
    public string? DeviceId { get; init; }

    [JsonPropertyName("amt")]
    public decimal? Amount { get; init; }

    [JsonPropertyName("cur")]
    public string? Currency { get; init; }

    [JsonPropertyName("cn")]
    public string? ContentName { get; init; }

    [JsonPropertyName("cat")]
    public string? ContentCategory { get; init; }

    [JsonPropertyName("ord")]
    public string? OrderId { get; init; }

    /// <summary>Field and code in turn.</summary>
    [JsonPropertyName("drop")]
    public string[]? Dropped { get; init; }
}

/// <summary>The JSON of an envelope.</summary>
internal sealed class EnvelopeJson
{
    [JsonPropertyName("v")]
    public required int Version { get; init; }

    [JsonPropertyName("dest")]
    public required string Destination { get; init; }

    [JsonPropertyName("from")]
    public required string Source { get; init; }

    [JsonPropertyName("try")]
    public int Attempt { get; init; }

    [JsonPropertyName("first")]
    public required long FirstQueuedMilliseconds { get; init; }

    [JsonPropertyName("trace")]
    public string? TraceParent { get; init; }

    [JsonPropertyName("replay")]
    public bool? Replayed { get; init; }

    [JsonPropertyName("events")]
    public EventJson[]? Events { get; init; }
}

/// <summary>What every version of an envelope has.</summary>
internal sealed class EnvelopeVersionJson
{
    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("dest")]
    public string? Destination { get; init; }
}

/// <summary>Source-generated serialisation of the queue format.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnvelopeJson))]
[JsonSerializable(typeof(EnvelopeVersionJson))]
internal sealed partial class EnvelopeJsonContext : JsonSerializerContext;
