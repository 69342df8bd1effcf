using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpotifyStandIn.Faults;

/// <summary>
/// One line of a fault script. A step without a status, or with a 2xx one, lets the request be processed first (its events count as
/// accepted if they are valid); any other status, a reset or a silence without a status takes the place of processing.
/// </summary>
public sealed record FaultStep
{
    /// <summary>200 to 599.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The answer's text instead of the usual one.</summary>
    public string? Body { get; init; }

    /// <summary>Waits so long before the answer.</summary>
    public int DelayMs { get; init; }

    /// <summary>Cuts the TCP connection; with a 2xx status after the events were accepted.</summary>
    public ResetPoint? Reset { get; init; }

    /// <summary>Says nothing for so long and then cuts; with a status the headers go out first.</summary>
    public int? SilenceMs { get; init; }

    /// <summary>Sends the headers at once and the body at this rate.</summary>
    public int? DripBytesPerSecond { get; init; }

    /// <summary>How many matching requests meet this step. Default 1; a rate limit or a poisoned event stays for ever.</summary>
    public int? Times { get; init; }

    public bool Forever { get; init; }

    /// <summary>The step ends so long after its first match. Without <see cref="Times"/> it meets every request until then.</summary>
    public double? ForSeconds { get; init; }

    /// <summary>Exact path; without one, the event endpoints.</summary>
    public string? Path { get; init; }

    /// <summary>Matches a batch with any such event.</summary>
    public string? WhenEventIdPrefix { get; init; }

    /// <summary>0 to 1; the sequence of decisions follows from <see cref="Seed"/>.</summary>
    public double? Probability { get; init; }

    public int? Seed { get; init; }

    /// <summary>A token bucket: what exceeds it is answered 429 with the seconds to wait.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>The bucket's size; default 1.</summary>
    public int? Burst { get; init; }

    /// <summary>Refuses a whole batch with 400 if it holds such an event, as an all-or-nothing API does.</summary>
    public string? RejectEventIdPrefix { get; init; }

    internal bool ReplacesProcessing =>
        Status is < 200 or > 299 || (Status is null && (Reset is not null || SilenceMs is not null)) || RatePerSecond is not null;

    internal bool IsReset(ResetPoint point) => Reset == point;

    internal string Kind => this switch
    {
        { RejectEventIdPrefix: not null } => "poison",
        { RatePerSecond: not null } => "rate_limit",
        { Reset: ResetPoint.Before } => "reset_before",
        { Reset: ResetPoint.After, Status: null } => "reset_after",
        { Reset: ResetPoint.After } => "reset_after_processing",
        { SilenceMs: not null } => "silence",
        { DripBytesPerSecond: not null } => "drip",
        { Status: not null } => "status",
        _ => "delay",
    };
}

/// <summary>When a connection is cut: before the body is read, or after.</summary>
public enum ResetPoint
{
    Before,
    After,
}

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
