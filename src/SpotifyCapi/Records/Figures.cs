using System.Text.Json.Serialization;

namespace SpotifyCapi.Records;

/// <summary>
/// Counts of one minute, source and destination. Two clocks: what came of events is counted in the minute of their acceptance, so that a
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

    /// <summary>Events that the queue did not confirm.</summary>
    [JsonPropertyName("uns")]
    public long Unstored { get; set; }

    /// <summary>Events that are not sent, by reason.</summary>
    [JsonPropertyName("ign")]
    public Dictionary<string, long>? Ignored { get; set; }

    /// <summary>Events that their sender must change, by code.</summary>
    [JsonPropertyName("rej")]
    public Dictionary<string, long>? Rejected { get; set; }

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

    /// <summary>How often events were put off in this minute, by reason.</summary>
    [JsonPropertyName("ret")]
    public Dictionary<string, long>? Retried { get; set; }

    /// <summary>Adds other counts.</summary>
    /// <param name="other">The counts.</param>
    public void Add(Figures other)
    {
        Accepted += other.Accepted;
        Duplicate += other.Duplicate;
        Unstored += other.Unstored;
        Replayed += other.Replayed;
        Unlisted += other.Unlisted;
        Delivered += other.Delivered;
        Died += other.Died;
        Ignored = Sum(Ignored, other.Ignored);
        Rejected = Sum(Rejected, other.Rejected);
        Dead = Sum(Dead, other.Dead);
        Sent = Sum(Sent, other.Sent);
        Retried = Sum(Retried, other.Retried);
    }

    /// <summary>Adds to one count of several.</summary>
    /// <param name="counts">The counts; null: none yet.</param>
    /// <param name="name">Which one.</param>
    /// <param name="by">How much.</param>
    public static Dictionary<string, long> Plus(Dictionary<string, long>? counts, string name, long by)
    {
        counts ??= [];
        counts[name] = counts.GetValueOrDefault(name) + by;
        return counts;
    }

    private static Dictionary<string, long>? Sum(Dictionary<string, long>? counts, Dictionary<string, long>? others)
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
    /// <param name="at">The moment.</param>
    public static long MinuteOf(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeMilliseconds(), 60_000L).Quotient;

    /// <summary>When the minute begins.</summary>
    [JsonIgnore]
    public DateTimeOffset Begin => DateTimeOffset.UnixEpoch.AddMinutes(Minute);
}
