using System.Text.Json;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>A run while it is put together.</summary>
internal sealed class LogIndexBuilder
{
    // What a reader of a list reads at least.
    private const int BytesOfZone = 1024 * 1024;

    private readonly List<Posting> postings = [];
    private readonly List<IndexedPiece> pieces = [];
    private readonly List<IndexedZone> zones = [];

    // The one that is being read.
    private IndexedZone zone;

    public int Count => postings.Count;

    public bool IsFull(int max) => postings.Count >= max || pieces.Count >= Posting.MaxPieces;

    public bool HasRoomFor(LogIndexRun run, int max) =>
        postings.Count + run.Count <= max && pieces.Count + run.Pieces.Count <= Posting.MaxPieces;

    public bool IsEmpty => pieces.All(piece => piece.From == piece.To);

    /// <summary>Begins a piece of a log.</summary>
    /// <returns>Its number.</returns>
    public int Begin(LogBlob blob, long from)
    {
        pieces.Add(new IndexedPiece(blob.Name, blob.Version, from, from));
        zone = Empty(pieces.Count - 1, from);
        return pieces.Count - 1;
    }

    /// <summary>Adds a line. One that is not readable is about nothing that could be looked for.</summary>
    public void Add(int piece, LogLine line)
    {
        var end = line.At + line.Text.Length + 1;
        if (end - zone.From > BytesOfZone && zone.To > zone.From)
        {
            zones.Add(zone);
            zone = Empty(piece, zone.To);
        }

        zone = zone with { To = end };
        try
        {
            if (JsonSerializer.Deserialize(line.Text.Span, IndexedLineContext.Default.IndexedLine) is not { } indexed)
                return;

            foreach (var key in LogKeys.Of(indexed))
                postings.Add(Posting.Of(key, piece, line.At));

            var at = (indexed.FirstQueued ?? indexed.At)?.ToUnixTimeMilliseconds();
            zone = zone with { Earliest = Math.Min(zone.Earliest, at ?? long.MinValue), Latest = Math.Max(zone.Latest, at ?? long.MaxValue) };
        }
        catch (JsonException)
        {
            // Who reads it is to find it as it is.
            zone = zone with { Earliest = long.MinValue, Latest = long.MaxValue };
        }
    }

    public void End(int piece, long to)
    {
        pieces[piece] = pieces[piece] with { To = to };
        if (to > zone.From)
            zones.Add(zone with { To = to });
    }

    /// <summary>Adds what another run holds. Pieces that touch become one.</summary>
    public void Add(LogIndexRun run, IEnumerable<Posting> theirs, Predicate<IndexedPiece> isKept)
    {
        int[] numbers = [.. run.Pieces.Select(piece => isKept(piece) ? Join(piece) : -1)];
        zones.AddRange(run.Zones.Where(its => numbers[its.Piece] >= 0).Select(its => its with { Piece = numbers[its.Piece] }));
        foreach (var posting in theirs)
        {
            if (numbers[posting.Piece] is >= 0 and var number)
                postings.Add(Posting.Of(posting.Key, number, posting.At));
        }
    }

    public BinaryData ToBytes() => LogIndexRun.Write(postings, pieces, zones);

    private static IndexedZone Empty(int piece, long from) => new(piece, from, from, long.MaxValue, long.MinValue);

    private int Join(IndexedPiece piece)
    {
        var number = pieces.FindIndex(its => (its.Blob, its.Version) == (piece.Blob, piece.Version) && its.From <= piece.To && piece.From <= its.To);
        if (number < 0)
        {
            pieces.Add(piece);
            return pieces.Count - 1;
        }

        var mine = pieces[number];
        pieces[number] = mine with { From = Math.Min(mine.From, piece.From), To = Math.Max(mine.To, piece.To) };
        return number;
    }
}
