using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Reads what <see cref="AppendLog"/>s have written: which blobs an hour has, and their lines one by one, without holding a blob in memory.</summary>
/// <param name="prefix">What their names begin with.</param>
public sealed class AppendLogReader(BlobContainerClient container, string prefix = "")
{
    // Broken downloads of one blob, before the caller is told.
    private const int MaxBreaks = 5;

    // Of a blob with more of them the whole is read: at once instead of by as many requests.
    private const int ManyPlaces = 32;

    // A request of 100 events takes some 40 KB of the journal.
    private const int BytesOfLine = 64 * 1024;

    /// <summary>The blobs of the hours from one to another, both included, oldest day first and within a day in the order of their names.</summary>
    /// <param name="from">A moment in the first hour.</param>
    /// <param name="to">A moment in the last hour.</param>
    internal async Task<IReadOnlyList<LogBlob>> BlobsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // One hour is asked for by its name, so that a look at the current hour does not list the whole day.
        if (HourOf(from) == HourOf(to))
            return await ListAsync(AppendLogNames.Hour(from), from, to, cancellationToken);

        var days = new IReadOnlyList<LogBlob>[Math.Max(0, (to.UtcDateTime.Date - from.UtcDateTime.Date).Days + 1)];
        await Parallel.ForAsync(0, days.Length, AtOnce(cancellationToken), async (i, token) =>
            days[i] = await ListAsync(AppendLogNames.Day(from.AddDays(i)), from, to, token));
        return [.. days.SelectMany(blobs => blobs)];
    }

    /// <summary>All blobs whose names begin with something, in the order of their names.</summary>
    /// <param name="begin">A day, or nothing.</param>
    internal Task<IReadOnlyList<LogBlob>> BlobsAsync(string begin, CancellationToken cancellationToken) =>
        ListAsync(begin, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>The days that have blobs.</summary>
    internal async Task<IReadOnlySet<DateTimeOffset>> DaysAsync(CancellationToken cancellationToken)
    {
        List<string> folders = [prefix];
        foreach (var digits in (int[])[4, 2, 2])
        {
            var below = new List<string>();
            foreach (var folder in folders)
            {
                await foreach (var item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", folder, cancellationToken))
                {
                    if (item.IsPrefix && item.Prefix[folder.Length..^1] is var name && name.Length == digits && name.All(char.IsAsciiDigit))
                        below.Add(item.Prefix);
                }
            }

            folders = below;
        }

        return folders.Select(folder => AppendLogNames.TryParse($"{folder[prefix.Length..]}00", out var day) ? day : default).ToHashSet();
    }

    private async Task<IReadOnlyList<LogBlob>> ListAsync(string begin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var blobs = new List<LogBlob>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix + begin, cancellationToken))
            {
                if (AppendLogNames.TryParse(blob.Name.AsSpan(prefix.Length), out var hour) && hour >= HourOf(from) && hour <= to)
                    blobs.Add(LogBlob.Of(blob, hour));
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return [];
        }

        return blobs;
    }

    /// <summary>The records in some blobs, blob after blob, without holding them and in no order.</summary>
    /// <param name="places">Only these, and what the index does not know; <see cref="LogPlaces.None"/>: all.</param>
    /// <param name="isWanted">Of what the index knows only these parts.</param>
    internal async IAsyncEnumerable<T> ScanAsync<T>(
        IEnumerable<LogBlob> blobs, LogPlaces places, Predicate<IndexedZone> isWanted, JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in blobs)
        {
            var lines = places.AreOfKeys
                ? LinesAsync(blob, places, cancellationToken)
                : PartsAsync(blob, places.ZonesOf(blob), isWanted, cancellationToken);
            await foreach (var line in lines)
            {
                if (JsonSerializer.Deserialize(line.Span, type) is { } record)
                    yield return record;
            }
        }
    }

    /// <summary>
    /// The records about something in some blobs, in the order of blobs and lines. Where an index knows the places, only those are read, and
    /// what it does not know.
    /// </summary>
    /// <param name="needle">Only lines with these bytes.</param>
    internal async Task<IReadOnlyList<T>> FindAsync<T>(
        IReadOnlyList<LogBlob> blobs, LogPlaces places, JsonTypeInfo<T> type, byte[] needle, CancellationToken cancellationToken)
    {
        var found = new List<T>[blobs.Count];
        await Parallel.ForAsync(0, blobs.Count, AtOnce(cancellationToken), async (i, token) =>
        {
            found[i] = [];
            await foreach (var line in LinesAsync(blobs[i], places, token))
            {
                if (line.Span.IndexOf(needle) >= 0 && JsonSerializer.Deserialize(line.Span, type) is { } record)
                    found[i].Add(record);
            }
        });
        return [.. found.SelectMany(records => records)];
    }

    // An index that names a place where no line begins is none: then the blob is read from its beginning.
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        LogBlob blob, LogPlaces places, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, known) = (places.CoveredOf(blob), places.Of(blob));
        var lines = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < known.Count && from > 0; i++)
        {
            if (known.Count <= ManyPlaces && await LineAsync(blob.Name, known[i], cancellationToken) is { } line)
                lines.Add(line);
            else
                from = 0;
        }

        if (from > 0)
        {
            foreach (var line in lines)
                yield return line;
        }

        if (from < blob.Length)
        {
            await foreach (var (_, line) in LinesAsync(blob.Name, from, null, cancellationToken))
                yield return line;
        }
    }

    // What is latest comes first: it may decide that nothing earlier is wanted.
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync(
        LogBlob blob, IReadOnlyList<IndexedZone> zones, Predicate<IndexedZone> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((zones.Count == 0 ? 0 : zones[^1].To) is var end && end < blob.Length)
        {
            await foreach (var (_, line) in LinesAsync(blob.Name, end, null, cancellationToken))
                yield return line;
        }

        foreach (var zone in zones.OrderByDescending(zone => zone.Latest))
        {
            if (isWanted(zone))
            {
                await foreach (var (_, line) in LinesAsync(blob.Name, zone.From, zone.To, cancellationToken))
                    yield return line;
            }
        }
    }

    // The line that begins at a place; null: none does.
    private async Task<ReadOnlyMemory<byte>?> LineAsync(string name, long at, CancellationToken cancellationToken)
    {
        for (var length = BytesOfLine; ; length *= 4)
        {
            if (await RangeAsync(name, at, length, cancellationToken) is not { } bytes)
                return null;

            if (bytes.Span.IndexOf((byte)'\n') is >= 0 and var end)
                return bytes[..end];

            if (bytes.Length < length)
                return null;
        }
    }

    /// <summary>Some bytes of a blob, fewer at its end; null: it is gone, or ends before.</summary>
    internal async Task<ReadOnlyMemory<byte>?> RangeAsync(string name, long at, long length, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(at, length) };
        try
        {
            return (await container.GetBlobClient(name).DownloadContentAsync(options, cancellationToken)).Value.Content.ToMemory();
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 416)
        {
            return null;
        }
    }

    /// <summary>The lines of a blob, as <see cref="LinesAsync(string, long, long?, CancellationToken)"/>.</summary>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, line) in LinesAsync(name, 0, null, cancellationToken))
            yield return line;
    }

    /// <summary>
    /// The lines of a blob from a place on, up to another where a line ends. Each is valid until the next one is asked for. The client resumes a
    /// download that breaks, but only of the version that it began with, and every append makes a new one: what stands in a log stays where it is,
    /// so reading resumes there.
    /// </summary>
    /// <exception cref="RequestFailedException">412: the download broke, and the blob was replaced meanwhile.</exception>
    internal async IAsyncEnumerable<LogLine> LinesAsync(
        string name, long at, long? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var breaks = 0;
        while (at < (to ?? long.MaxValue) && await OpenAsync(name, at, to, cancellationToken) is { } download)
        {
            using (download)
            {
                var isBroken = false;
                await using var lines = LogLines.ReadAsync(download.Content, cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (true)
                {
                    try
                    {
                        if (!await lines.MoveNextAsync())
                            break;
                    }
                    catch (RequestFailedException exception)
                        when (exception.Status == 412 && download.Details.BlobType == BlobType.Append && ++breaks <= MaxBreaks)
                    {
                        isBroken = true;
                        break;
                    }

                    var line = lines.Current;
                    at += line.Length;

                    // A line without its end is one that is being written.
                    if (line.Length > 1 && line.Span[^1] == (byte)'\n')
                        yield return new LogLine(at - line.Length, line[..^1]);
                }

                if (!isBroken)
                    yield break;
            }
        }
    }

    /// <summary>How many requests are under way at once.</summary>
    internal static ParallelOptions AtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };

    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);

    // An erasure replaces blobs; the one that was listed may be gone by now. And where nothing stands yet there is nothing to read (416).
    private async Task<BlobDownloadStreamingResult?> OpenAsync(string name, long at, long? to, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = at > 0 || to is not null ? new HttpRange(at, to - at) : default };
        try
        {
            return (await container.GetBlobClient(name).DownloadStreamingAsync(options, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404 || (exception.Status == 416 && at > 0))
        {
            return null;
        }
    }
}
