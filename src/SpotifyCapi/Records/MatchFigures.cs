using System.Net;
using System.Text.Json.Serialization;

namespace SpotifyCapi.Records;

/// <summary>What accepted events carry for Spotify to match a person by. Counts only.</summary>
public sealed class MatchFigures
{
    // Of a second's addresses only the most frequent matter: one that a fifth of all events share is among them.
    private const int KeptAddresses = 3;

    /// <summary>Accepted events that were looked at.</summary>
    [JsonPropertyName("n")]
    public long Events { get; set; }

    /// <summary>Events with each kind of identifier: <c>email</c>, <c>phone</c>, <c>ip_address</c>, <c>device_id</c>.</summary>
    [JsonPropertyName("id")]
    public Dictionary<string, long>? Identifiers { get; set; }

    /// <summary>What of the person was left out, by code.</summary>
    [JsonPropertyName("dr")]
    public Dictionary<string, long>? Dropped { get; set; }

    /// <summary>Events by the bucket of their IP address, see <see cref="AddressBucket"/>.</summary>
    [JsonPropertyName("ip")]
    public Dictionary<string, long>? Addresses { get; set; }

    /// <summary>Events that are opted out because nothing is known about consent.</summary>
    [JsonPropertyName("out")]
    public long OptedOutUnknown { get; set; }

    /// <summary>Events that were more than a week old when they arrived.</summary>
    [JsonPropertyName("old")]
    public long Old { get; set; }

    /// <summary>Counts an accepted event.</summary>
    public void Add(IngestRecord accepted)
    {
        Events++;
        foreach (var kind in accepted.Identifiers ?? [])
            Identifiers = Figures.Plus(Identifiers, kind, 1);

        foreach (var dropped in (accepted.Dropped ?? []).Where(dropped => dropped.Field.StartsWith("user", StringComparison.Ordinal)))
            Dropped = Figures.Plus(Dropped, dropped.Code, 1);

        if (accepted.AddressBucket is { } bucket)
            Addresses = Figures.Plus(Addresses, bucket, 1);

        OptedOutUnknown += accepted is { OptOutTargeting: true, Consent: "unknown" } ? 1 : 0;
        Old += accepted.At - accepted.EventTime > TimeSpan.FromDays(7) ? 1 : 0;
    }

    /// <summary>Adds other counts.</summary>
    public void Add(MatchFigures other)
    {
        Events += other.Events;
        OptedOutUnknown += other.OptedOutUnknown;
        Old += other.Old;
        Identifiers = Figures.Sum(Identifiers, other.Identifiers);
        Dropped = Figures.Sum(Dropped, other.Dropped);
        Addresses = Figures.Sum(Addresses, other.Addresses);
    }

    /// <summary>Forgets rare addresses, before the counts are stored.</summary>
    public void KeepFrequentAddresses() =>
        Addresses = Addresses is { Count: > KeptAddresses } all ? all.OrderByDescending(pair => pair.Value).Take(KeptAddresses).ToDictionary() : Addresses;

    /// <summary>
    /// One of 65,536 buckets that an address falls into: enough to see that many events share one, and by far too few to tell which address it is.
    /// Of IPv6 the /64 network counts, which is what a household has.
    /// </summary>
    public static string AddressBucket(string address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = IPAddress.TryParse(address, out var parsed) && parsed.TryWriteBytes(bytes, out var written) ? Math.Min(written, 8) : 0;
        var hash = 2166136261u;
        foreach (var part in bytes[..length])
            hash = unchecked((hash ^ part) * 16777619u);

        return ((hash >> 16) ^ (hash & 0xFFFF)).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
    }
}
