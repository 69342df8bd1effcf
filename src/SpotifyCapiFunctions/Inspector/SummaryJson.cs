using System.Text.Json.Serialization;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The answer of <c>GET /api/summary</c> (docs/openapi.json).</summary>
internal sealed record SummaryJson(
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset AsOf,
    FiguresJson Totals,
    IReadOnlyList<FiguresJson> Lines,
    SeriesJson Series,
    QueueJson Queue,
    IReadOnlyList<DestinationStateJson> Destinations,
    string Instance);

/// <summary>Figures that explain each other; source and destination are missing in the totals.</summary>
internal sealed record FiguresJson(
    string? Source,
    string? Destination,
    long Received,
    long Accepted,
    long Duplicate,
    long Ignored,
    long Rejected,
    long Unstored,
    IReadOnlyDictionary<string, long> IgnoredByReason,
    IReadOnlyDictionary<string, long> RejectedByCode,
    long Delivered,
    long Waiting,
    long Dead,
    IReadOnlyDictionary<string, long> DeadByReason,
    long Replayed,
    long Unaccounted,
    long Retried,
    IReadOnlyDictionary<string, long> RetriedByReason,
    long Unlisted,
    AttentionJson Attention)
{
    public static FiguresJson Of(Reconciliation sum, string? source = null, string? destination = null) => new(
        source,
        destination,
        sum.Received,
        sum.Sum.Accepted,
        sum.Sum.Duplicate,
        sum.Ignored,
        sum.Rejected,
        sum.Sum.Unstored,
        MostFirst(sum.Sum.Ignored),
        MostFirst(sum.Sum.Rejected),
        sum.Sum.Delivered,
        sum.Waiting,
        sum.Dead,
        MostFirst(sum.Sum.Dead),
        sum.Sum.Replayed,
        sum.Unaccounted,
        sum.Retried,
        MostFirst(sum.Sum.Retried),
        sum.Sum.Unlisted,
        new AttentionJson(sum.Attention, sum.Received == 0 ? 0 : Math.Round((double)sum.Attention / sum.Received, 4)));

    private static Dictionary<string, long> MostFirst(Dictionary<string, long>? counts) =>
        (counts ?? []).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
}

/// <summary>What an operator should look at.</summary>
internal sealed record AttentionJson(long Events, double Share);

/// <summary>Figures over time.</summary>
internal sealed record SeriesJson(int BucketSeconds, IReadOnlyList<FigurePoint> Points);

/// <summary>The queue.</summary>
internal sealed record QueueJson(int? Messages, int? Poison, bool Approximate, double? OldestAgeSeconds);

/// <summary>How a destination is doing, as this instance sees it.</summary>
internal sealed record DestinationStateJson(
    string Name, string Profile, string Endpoint, string Scope, string Status, string? Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Source-generated serialisation of the summary.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SummaryJson))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;
