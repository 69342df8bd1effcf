using System.Text.Json.Serialization;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Adds up what all instances have counted in a window of time, and says how queue and destinations are now.</summary>
public sealed class SummaryReport(
    TallyReader tallies, QueueDepth depth, DestinationPipelines lanes, IngestLog log, RetryScheduleOptions retries, TimeProvider time)
{
    /// <summary>Longest window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>The window when none is named.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(1);

    internal async Task<SummaryJson> CreateAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // Asked before the counts are read: what is accepted in between must not be taken for lost.
        var (messages, poison) = await depth.ReadAsync(cancellationToken);
        var now = time.GetUtcNow();
        var longest = retries.LongestLife;
        var knowledge = new QueueKnowledge(now, messages + poison == 0, longest);

        var lines = await LinesAsync(from, to, longest, now, cancellationToken);
        var (first, last) = (FigureKey.MinuteOf(from), FigureKey.MinuteOf(to));
        var (totals, everything, series) = (new Reconciliation(), new Reconciliation(), new FigureSeries(from, to));
        var pairs = new Dictionary<(string, string), Reconciliation>();
        foreach (var line in lines)
        {
            everything.Add(line, knowledge);
            if (line.Minute < first || line.Minute > last)
                continue;

            totals.Add(line, knowledge);
            series.Add(line);
            if (!pairs.TryGetValue((line.Source, line.Destination), out var pair))
                pairs.Add((line.Source, line.Destination), pair = new Reconciliation());

            pair.Add(line, knowledge);
        }

        return new SummaryJson(
            from,
            to,
            now,
            FiguresJson.Of(totals),
            [
                .. pairs.Select(pair => FiguresJson.Of(pair.Value, pair.Key.Item1, pair.Key.Item2))
                    .OrderByDescending(line => line.Received)
                    .ThenBy(line => line.Source, StringComparer.Ordinal)
                    .ThenBy(line => line.Destination, StringComparer.Ordinal),
            ],
            new SeriesJson((int)series.Bucket.TotalSeconds, series.Points),
            new QueueJson(messages, poison, true, everything.OldestWaiting is { } oldest ? Math.Max(0, Math.Round((now - oldest).TotalSeconds)) : null),
            [.. lanes.All.OrderBy(lane => lane.Destination.Name, StringComparer.OrdinalIgnoreCase).Select(State)],
            log.Instance);
    }

    // What waits may have been accepted long before the window, or after it.
    private async Task<IEnumerable<TallyLine>> LinesAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan longest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var earliest = now - longest;
        if (FigureKey.MinuteOf(to) >= FigureKey.MinuteOf(earliest))
            return await tallies.ReadAsync(from < earliest ? from : earliest, to > now ? to : now, longest, cancellationToken);

        var window = await tallies.ReadAsync(from, to, longest, cancellationToken);
        return window.Concat(await tallies.ReadAsync(earliest, now, longest, cancellationToken));
    }

    private static DestinationStateJson State(DestinationPipeline lane)
    {
        var (destination, state) = (lane.Destination, lane.Breaker.State);
        return new DestinationStateJson(
            destination.Name,
            destination.Profile.ToString(),
            destination.Endpoint.AbsoluteUri,
            destination.Scope,
            state.Word,
            state.Reason,
            state.Since,
            state.Until);
    }
}

/// <summary>The answer of <c>GET /api/summary</c> (docs/openapi.json).</summary>
internal sealed record SummaryJson(
    DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, FiguresJson Totals, IReadOnlyList<FiguresJson> Lines, SeriesJson Series,
    QueueJson Queue, IReadOnlyList<DestinationStateJson> Destinations, string Instance);

/// <summary>Figures that explain each other; source and destination are missing in the totals.</summary>
internal sealed record FiguresJson(
    string? Source, string? Destination, long Received, long Accepted, long Duplicate, long DuplicateConflict, long Ignored, long Rejected, long Unstored,
    IReadOnlyDictionary<string, long> IgnoredByReason, IReadOnlyDictionary<string, long> RejectedByCode, long Delivered, long Waiting,
    long Dead, IReadOnlyDictionary<string, long> DeadByReason, long Replayed, long Unaccounted, long Retried,
    IReadOnlyDictionary<string, long> RetriedByReason, long Unlisted, AttentionJson Attention,
    IReadOnlyDictionary<string, long> AcceptedByKind, MatchJson? Match)
{
    public static FiguresJson Of(Reconciliation sum, string? source = null, string? destination = null) => new(
        source, destination, sum.Received, sum.Sum.Accepted, sum.Sum.Duplicate, sum.Sum.DuplicateConflict, sum.Ignored, sum.Rejected, sum.Sum.Unstored,
        MostFirst(sum.Sum.Ignored), MostFirst(sum.Sum.Rejected), sum.Sum.Delivered, sum.Waiting, sum.Dead, MostFirst(sum.Sum.Dead),
        sum.Sum.Replayed, sum.Unaccounted, sum.Retried, MostFirst(sum.Sum.Retried), sum.Sum.Unlisted,
        new AttentionJson(sum.Attention, sum.Received == 0 ? 0 : Math.Round((double)sum.Attention / sum.Received, 4)),
        MostFirst(sum.Sum.Kinds),
        sum.Sum.Match is { } match
            ? new MatchJson(match.Events, match.Identifiers ?? [], MostFirst(match.Dropped), match.OptedOutUnknown, MatchChecks.AdviceOn(match))
            : null);

    private static Dictionary<string, long> MostFirst(Dictionary<string, long>? counts) =>
        (counts ?? []).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
}

/// <summary>What accepted events carry for Spotify to match a person by.</summary>
internal sealed record MatchJson(
    long Events, IReadOnlyDictionary<string, long> Identifiers, IReadOnlyDictionary<string, long> DroppedByCode, long OptedOutUnknown, string? Advice);

internal sealed record AttentionJson(long Events, double Share);

internal sealed record SeriesJson(int BucketSeconds, IReadOnlyList<FigurePoint> Points);

internal sealed record QueueJson(int? Messages, int? Poison, bool Approximate, double? OldestAgeSeconds);

/// <summary>How a destination is doing, as this instance sees it.</summary>
internal sealed record DestinationStateJson(
    string Name, string Profile, string Endpoint, string Scope, string Status, string? Reason, DateTimeOffset Since, DateTimeOffset? Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SummaryJson))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;
