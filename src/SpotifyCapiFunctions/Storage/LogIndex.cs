using Azure.Storage.Blobs;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Finds lines of the logs by keys, without reading the logs (docs/decisions/0016-log-index.md). What it does not know, its reader reads; so it
/// may lag, lack or be damaged, and answers stay what they are.
/// </summary>
public sealed class LogIndex(BlobContainerClient container)
{
    private readonly AppendLogReader runs = new(container, AppendLogNames.Index);

    /// <summary>Where lines with one of some keys are.</summary>
    /// <param name="days">Of logs of these days; null: of all.</param>
    /// <param name="keys">None: only which parts of the logs are of which time.</param>
    internal async Task<LogPlaces> FindAsync(
        (DateTimeOffset From, DateTimeOffset To)? days, IEnumerable<ulong> keys, CancellationToken cancellationToken)
    {
        ulong[] sorted = [.. keys.Distinct().Order()];
        var places = new LogPlaces { AreOfKeys = sorted.Length > 0 };
        var blobs = days is var (from, to)
            ? await runs.BlobsAsync(AppendLogNames.DayOf(from), to, cancellationToken)
            : await runs.BlobsAsync(string.Empty, cancellationToken);
        await Parallel.ForEachAsync(blobs, AppendLogReader.AtOnce(cancellationToken), async (blob, token) =>
        {
            if (await LogIndexRun.OpenAsync(runs, blob, token) is { } run && await run.FindAsync(sorted, token) is { } found)
            {
                lock (places)
                {
                    places.Add(run.Pieces, run.Zones, found);
                }
            }
        });
        return places;
    }
}

/// <summary>What an index tells about some keys: how much of each log it knows, and where lines with them begin.</summary>
internal sealed class LogPlaces
{
    private readonly Dictionary<(string Blob, string Version), List<IndexedPiece>> pieces = [];
    private readonly Dictionary<(string Blob, string Version), SortedSet<long>> places = [];
    private readonly Dictionary<(string Blob, string Version), List<IndexedZone>> zones = [];

    /// <summary>Nothing is known.</summary>
    public static LogPlaces None { get; } = new();

    /// <summary>Whether keys were asked for.</summary>
    public bool AreOfKeys { get; init; }

    /// <summary>Adds what a run tells.</summary>
    public void Add(IReadOnlyList<IndexedPiece> known, IReadOnlyList<IndexedZone> parts, IReadOnlyList<Posting> found)
    {
        foreach (var piece in known)
            Of(pieces, piece).Add(piece);

        foreach (var zone in parts.Where(zone => zone.Piece >= 0 && zone.Piece < known.Count))
            Of(zones, known[zone.Piece]).Add(zone);

        foreach (var posting in found.Where(posting => posting.Piece < known.Count))
            Of(places, known[posting.Piece]).Add(posting.At);
    }

    /// <summary>Up to where all lines of a log are known.</summary>
    public long CoveredOf(LogBlob blob)
    {
        var end = 0L;
        foreach (var piece in pieces.GetValueOrDefault((blob.Name, blob.Version), []).OrderBy(piece => piece.From))
            end = piece.From <= end ? Math.Max(end, piece.To) : end;

        return end;
    }

    /// <summary>Where the lines of that part begin.</summary>
    public IReadOnlyList<long> Of(LogBlob blob)
    {
        var end = CoveredOf(blob);
        return [.. places.GetValueOrDefault((blob.Name, blob.Version), []).TakeWhile(at => at < end)];
    }

    /// <summary>The parts of a log from its beginning, without a gap.</summary>
    public IReadOnlyList<IndexedZone> ZonesOf(LogBlob blob)
    {
        var (chain, end) = (new List<IndexedZone>(), 0L);
        foreach (var zone in zones.GetValueOrDefault((blob.Name, blob.Version), []).OrderBy(zone => zone.From).ThenByDescending(zone => zone.To))
        {
            if (zone.From == end && zone.To > end)
            {
                chain.Add(zone);
                end = zone.To;
            }
        }

        return chain;
    }

    private static T Of<T>(Dictionary<(string Blob, string Version), T> all, IndexedPiece piece)
        where T : new()
    {
        if (!all.TryGetValue((piece.Blob, piece.Version), out var its))
            all.Add((piece.Blob, piece.Version), its = new T());

        return its;
    }

    /// <summary>Whether a log holds a line with one of the keys, or may hold one.</summary>
    public bool MayBeIn(LogBlob blob) => CoveredOf(blob) < blob.Length || places.ContainsKey((blob.Name, blob.Version));
}
