using System.Text.Json.Serialization;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Records;

/// <summary>A page of <c>GET /api/dead-letters</c>, oldest first.</summary>
internal sealed record DeadLettersJson(IReadOnlyList<DeadLetterItem> DeadLetters, string? Next);

/// <summary>
/// The request of <c>POST /api/dead-letters/replay</c>. With a mistyped name, such as <c>destinaton</c>, it would act on more than was meant.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
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
internal sealed record ReplayJson(
    [property: JsonPropertyName("dryRun")] bool DryRun, int Replayed, int Skipped, IReadOnlyList<ReplayResultJson> Results, string? Next)
{
    /// <summary>Nothing was looked at, because another replay is under way.</summary>
    public static ReplayJson Busy { get; } = new(false, 0, 0, [], null);

    [JsonIgnore]
    public bool IsBusy => ReferenceEquals(this, Busy);

    /// <summary>How many letters are not in the queue because it, or the storage, failed on the way.</summary>
    [JsonIgnore]
    public int NotQueued => Results.Count(result => result.Status == ReplayStatus.NotQueued);

    [JsonIgnore]
    public int NotMarked => Results.Count(result => result.Status == ReplayStatus.NotMarked);
}

/// <summary>The problem of a replay that came to a halt halfway, and what it did until then.</summary>
internal sealed record ReplayProblemJson(
    string Type, string Title, int Status, string Detail, IReadOnlyList<ValidationError> Errors, int Replayed, IReadOnlyList<ReplayResultJson> Results);

internal sealed record ReplayResultJson(string Id, string? EventId, string Status, string? Message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(DeadLettersJson))]
[JsonSerializable(typeof(ReplayRequestJson))]
[JsonSerializable(typeof(ReplayJson))]
[JsonSerializable(typeof(ReplayProblemJson))]
[JsonSerializable(typeof(ReplayJob))]
[JsonSerializable(typeof(ReplayJobsJson))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;
