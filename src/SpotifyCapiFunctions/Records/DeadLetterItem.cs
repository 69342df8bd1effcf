using System.Text.Json.Serialization;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Records;

/// <summary>A dead letter in a list.</summary>
/// <param name="Id">Name of its blob.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="EventName">The event.</param>
/// <param name="EventTime">When it happened.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstQueued">When it was accepted.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Status">Last HTTP status.</param>
/// <param name="Message">First words of the last answer, redacted.</param>
/// <param name="TraceId">Spotify's id of the last request.</param>
/// <param name="ReplayedAt">When it was last put back into the queue.</param>
/// <param name="Replays">How often it was put back.</param>
public sealed record DeadLetterItem(
    string Id,
    string Reason,
    string? Destination,
    string? Source,
    string? EventId,
    string? EventName,
    DateTimeOffset? EventTime,
    int Attempts,
    DateTimeOffset? FirstQueued,
    DateTimeOffset? DiedAt,
    int? Status,
    string? Message,
    string? TraceId,
    DateTimeOffset? ReplayedAt,
    int Replays);

/// <summary>A page of <c>GET /api/dead-letters</c>, oldest first.</summary>
internal sealed record DeadLettersJson(IReadOnlyList<DeadLetterItem> DeadLetters, string? Next);

/// <summary>The request of <c>POST /api/dead-letters/replay</c>.</summary>
internal sealed record ReplayRequestJson(
    IReadOnlyList<string>? Ids,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Reason,
    string? Destination,
    int? Limit,
    string? Next,
    bool? Again,
    [property: JsonPropertyName("dryRun")] bool? DryRun = true);

/// <summary>What a replay did, or would do.</summary>
internal sealed record ReplayJson([property: JsonPropertyName("dryRun")] bool DryRun, int Replayed, int Skipped, IReadOnlyList<ReplayResultJson> Results, string? Next)
{
    /// <summary>How many letters are not in the queue because it, or the storage, failed on the way.</summary>
    [JsonIgnore]
    public int NotQueued => Results.Count(result => result.Status == ReplayStatus.NotQueued);

    /// <summary>How many letters are in the queue without a mark.</summary>
    [JsonIgnore]
    public int NotMarked => Results.Count(result => result.Status == ReplayStatus.NotMarked);
}

/// <summary>The problem of a replay that came to a halt halfway, and what it did until then.</summary>
internal sealed record ReplayProblemJson(
    string Type, string Title, int Status, string Detail, IReadOnlyList<ValidationError> Errors, int Replayed, IReadOnlyList<ReplayResultJson> Results);

/// <summary>One dead letter of a replay.</summary>
internal sealed record ReplayResultJson(string Id, string? EventId, string Status, string? Message);

/// <summary>Source-generated serialisation of dead letters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(DeadLettersJson))]
[JsonSerializable(typeof(ReplayRequestJson))]
[JsonSerializable(typeof(ReplayJson))]
[JsonSerializable(typeof(ReplayProblemJson))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;
