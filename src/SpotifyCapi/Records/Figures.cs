using System.Text.Json.Serialization;

namespace SpotifyCapi.Records;

/// <summary>
/// Counts of one minute, source and destination. Two clocks: outcomes of events are counted in the minute of their acceptance, so that a
/// window's figures add up; what a chart shows is counted in the minute when it happened.
/// </summary>
public sealed class Figures
{
    /// <summary>Events that the queue confirmed.</summary>
    [JsonPropertyName("acc")]
    public long Accepted { get; set; }

    /// <summary>Events that were here before.</summary>
    [JsonPropertyName("dup")]
    public long Duplicate { get; set; }

    /// <summary>Those of them that say something else than the event that was here.</summary>
    [JsonPropertyName("dupc")]
    public long DuplicateConflict { get; set; }

    /// <summary>Events that the queue did not confirm.</summary>
    [JsonPropertyName("uns")]
    public long Unstored { get; set; }

    /// <summary>Events that are not sent, by reason.</summary>
    [JsonPropertyName("ign")]
    public Dictionary<string, long>? Ignored { get; set; }

    /// <summary>Events that their sender must change, by code.</summary>
    [JsonPropertyName("rej")]
    public Dictionary<string, long>? Rejected { get; set; }

    /// <summary>Accepted orders that a shop may not mean to count, by <see cref="SpotifyCapi.Events.OrderKinds"/>.</summary>
    [JsonPropertyName("knd")]
    public Dictionary<string, long>? Kinds { get; set; }

    /// <summary>Dead letters that were put back; from then on they count as accepted in this minute.</summary>
    [JsonPropertyName("rep")]
    public long Replayed { get; set; }

    /// <summary>Events that are counted here but have no line of their own.</summary>
    [JsonPropertyName("unl")]
    public long Unlisted { get; set; }

    /// <summary>Events accepted in this minute that Spotify has.</summary>
    [JsonPropertyName("del")]
    public long Delivered { get; set; }

    /// <summary>Events accepted in this minute that were given up, by reason.</summary>
    [JsonPropertyName("dead")]
    public Dictionary<string, long>? Dead { get; set; }

    /// <summary>Events that Spotify took in this minute, by its name for them.</summary>
    [JsonPropertyName("sent")]
    public Dictionary<string, long>? Sent { get; set; }

    /// <summary>Events that were given up in this minute.</summary>
    [JsonPropertyName("died")]
    public long Died { get; set; }

    /// <summary>How often events were deferred in this minute, by reason.</summary>
    [JsonPropertyName("ret")]
    public Dictionary<string, long>? Retried { get; set; }

    /// <summary>What accepted events tell Spotify about persons; null when none was looked at.</summary>
    [JsonPropertyName("mat")]
    public MatchFigures? Match { get; set; }

    /// <summary>Counts an accepted event.</summary>
    public void AddAccepted(IngestRecord arrival)
    {
        Accepted++;
        (Match ??= new MatchFigures()).Add(arrival);
        if (arrival.OrderKind is { } kind)
            Kinds = Plus(Kinds, kind, 1);
    }

    /// <summary>Adds other counts.</summary>
    public void Add(Figures other)
    {
        Accepted += other.Accepted;
        Duplicate += other.Duplicate;
        DuplicateConflict += other.DuplicateConflict;
        Unstored += other.Unstored;
        Replayed += other.Replayed;
        Unlisted += other.Unlisted;
        Delivered += other.Delivered;
        Died += other.Died;
        Ignored = Sum(Ignored, other.Ignored);
        Rejected = Sum(Rejected, other.Rejected);
        Kinds = Sum(Kinds, other.Kinds);
        Dead = Sum(Dead, other.Dead);
        Sent = Sum(Sent, other.Sent);
        Retried = Sum(Retried, other.Retried);
        if (other.Match is { } match)
            (Match ??= new MatchFigures()).Add(match);
    }

    /// <summary>Adds to one count of several.</summary>
    public static Dictionary<string, long> Plus(Dictionary<string, long>? counts, string name, long by)
    {
        counts ??= [];
        counts[name] = counts.GetValueOrDefault(name) + by;
        return counts;
    }

    internal static Dictionary<string, long>? Sum(Dictionary<string, long>? counts, Dictionary<string, long>? others)
    {
        foreach (var (name, count) in others ?? [])
            counts = Plus(counts, name, count);

        return counts;
    }
}

/// <summary>Whose counts they are.</summary>
/// <param name="Minute">Minutes since 1970, UTC.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Destination">Name of the destination.</param>
public readonly record struct FigureKey(long Minute, string Source, string Destination)
{
    /// <summary>The minute that a moment lies in.</summary>
    public static long MinuteOf(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeMilliseconds(), 60_000L).Quotient;

    /// <summary>When the minute begins.</summary>
    [JsonIgnore]
    public DateTimeOffset Begin => DateTimeOffset.UnixEpoch.AddMinutes(Minute);
}

/// <summary>Figures over time, in buckets of one width without gaps, for a chart.</summary>
public sealed class FigureSeries
{
    /// <summary>Most buckets of a series.</summary>
    public const int MaxPoints = 300;

    private static readonly int[] Widths = [1, 5, 15, 60, 240, 1440];

    private readonly long first;
    private readonly int width;

    /// <summary>Makes empty buckets.</summary>
    public FigureSeries(DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (FigureKey.MinuteOf(from), FigureKey.MinuteOf(to));
        width = Widths.FirstOrDefault(minutes => (end - begin) / minutes < MaxPoints - 1, Widths[^1]);
        first = begin / width;
        Points = [.. Enumerable.Range(0, (int)((end / width) - first) + 1)
            .Select(i => new FigurePoint { At = DateTimeOffset.UnixEpoch.AddMinutes((first + i) * width) })];
    }

    /// <summary>Width of a bucket.</summary>
    public TimeSpan Bucket => TimeSpan.FromMinutes(width);

    /// <summary>The buckets.</summary>
    public IReadOnlyList<FigurePoint> Points { get; }

    /// <summary>Adds the figures of one minute; those outside the series are passed over.</summary>
    public void Add(TallyLine line)
    {
        var index = (line.Minute / width) - first;
        if (index < 0 || index >= Points.Count)
            return;

        var (point, figures) = (Points[(int)index], line.Figures);
        point.Received += figures.Accepted + figures.Duplicate + figures.Unstored
            + (figures.Ignored?.Values.Sum() ?? 0) + (figures.Rejected?.Values.Sum() ?? 0);
        point.Accepted += figures.Accepted;
        point.Delivered += figures.Sent?.Values.Sum() ?? 0;
        point.Retried += figures.Retried?.Values.Sum() ?? 0;
        point.Dead += figures.Died;
        if (figures.Match is { } match)
            (point.Match ??= new MatchPoint()).Add(match);
    }
}

/// <summary>One bucket, by the time when things happened.</summary>
public sealed class FigurePoint
{
    /// <summary>When it begins.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Events that arrived.</summary>
    public long Received { get; set; }

    /// <summary>Events that the queue confirmed.</summary>
    public long Accepted { get; set; }

    /// <summary>Events that Spotify took.</summary>
    public long Delivered { get; set; }

    /// <summary>How often events were deferred.</summary>
    public long Retried { get; set; }

    /// <summary>Events that were given up.</summary>
    public long Dead { get; set; }

    /// <summary>What accepted events carried; null when none was looked at.</summary>
    public MatchPoint? Match { get; set; }
}

/// <summary>How many accepted events carried which kind of identifier.</summary>
public sealed class MatchPoint
{
    /// <summary>Events that were looked at.</summary>
    public long Events { get; set; }

    /// <summary>By kind: <c>email</c>, <c>phone</c>, <c>ip_address</c>, <c>device_id</c>.</summary>
    public Dictionary<string, long> Identifiers { get; } = [];

    internal void Add(MatchFigures match)
    {
        Events += match.Events;
        foreach (var (kind, count) in match.Identifiers ?? [])
            Figures.Plus(Identifiers, kind, count);
    }
}
