using System.Globalization;
using System.Text.Json.Serialization;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// What lines of journal and ingest log are found by in the index: the first eight bytes of a SHA-256. Of a person's digests they are made of the
/// eight characters that stand in the line, so that the index knows no more of anybody than the logs do.
/// </summary>
internal static class LogKeys
{
    private const int DigitsOfKey = 16;
    private const int DigitsOfPerson = 8;

    public static ulong OfEvent(string id) => OfEvent(Sha256Digest.Of(id));

    /// <summary>Of the digest of an event's id.</summary>
    public static ulong OfEvent(Sha256Digest digest)
    {
        Span<byte> digits = stackalloc byte[Sha256Digest.HexLength];
        digest.WriteHex(digits);
        return ulong.Parse(digits[..DigitsOfKey], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Of the platform's id of an order.</summary>
    public static ulong OfOrder(string id) => OfEvent($"order {id}");

    /// <summary>Of the digest of a person's address or number, or its beginning.</summary>
    public static ulong OfPerson(string digest) => OfEvent($"person {digest.AsSpan(0, Math.Min(DigitsOfPerson, digest.Length))}");

    /// <summary>The digests among a line's identifiers, as far as they stand there: of "email 86e0b9e5…" the eight characters.</summary>
    public static IEnumerable<string> Digests(IEnumerable<string> identifiers) => identifiers
        .Where(text => text.EndsWith('…'))
        .Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..^1]);

    /// <summary>All keys of a line.</summary>
    public static IEnumerable<ulong> Of(IndexedLine line)
    {
        if (line.EventId is { } arrived)
            yield return OfEvent(arrived);

        foreach (var @event in line.Events ?? [])
        {
            yield return OfEvent(@event.EventId);
            if (@event.PlatformOrderId is { } order)
                yield return OfOrder(order);

            foreach (var digest in Digests(@event.Identifiers ?? []))
                yield return OfPerson(digest);
        }
    }
}

/// <summary>Of a line of either log (<see cref="JournalEntry"/>, <see cref="IngestRecord"/>) what it is found by, and its time.</summary>
internal sealed record IndexedLine(DateTimeOffset? At, DateTimeOffset? FirstQueued, string? EventId, IReadOnlyList<IndexedEvent>? Events);

/// <summary>Of an event in the journal what it is found by.</summary>
internal sealed record IndexedEvent(string EventId, string? PlatformOrderId, IReadOnlyList<string>? Identifiers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IndexedLine))]
internal sealed partial class IndexedLineContext : JsonSerializerContext;
