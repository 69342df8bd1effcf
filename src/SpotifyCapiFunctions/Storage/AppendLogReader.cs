using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
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

    /// <summary>The blobs of the hours from one to another, both included, oldest day first and within a day in the order of their names.</summary>
    /// <param name="from">A moment in the first hour.</param>
    /// <param name="to">A moment in the last hour.</param>
    internal async Task<IReadOnlyList<LogBlob>> BlobsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var blobs = new List<LogBlob>();
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day <= to; day = day.AddDays(1))
        {
            try
            {
                // One hour is asked for by its name, so that a look at the current hour does not list the whole day.
                var hours = HourOf(from) == HourOf(to) ? AppendLogNames.Hour(from) : AppendLogNames.Day(day);
                await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix + hours, cancellationToken))
                {
                    if (AppendLogNames.TryParse(blob.Name.AsSpan(prefix.Length), out var hour) && hour >= HourOf(from) && hour <= to)
                        blobs.Add(new LogBlob(blob.Name, hour, blob.Properties.ETag));
                }
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                return [];
            }
        }

        return blobs;
    }

    /// <summary>The records in some blobs, blob after blob, without holding them.</summary>
    /// <param name="needle">Only lines with these bytes; empty: all.</param>
    internal async IAsyncEnumerable<T> ScanAsync<T>(
        IEnumerable<LogBlob> blobs, JsonTypeInfo<T> type, byte[] needle, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in blobs)
        {
            await foreach (var line in LinesAsync(blob.Name, cancellationToken))
            {
                if ((needle.Length == 0 || line.Span.IndexOf(needle) >= 0) && JsonSerializer.Deserialize(line.Span, type) is { } record)
                    yield return record;
            }
        }
    }

    /// <summary>
    /// The lines of a blob. Each is valid until the next one is asked for. The client resumes a download that breaks, but only of the version that it
    /// began with, and every append makes a new one: what stands in a log stays where it is, so reading resumes there.
    /// </summary>
    /// <exception cref="RequestFailedException">412: the download broke, and the blob was replaced meanwhile.</exception>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, breaks) = (0L, 0);
        while (await OpenAsync(name, at, cancellationToken) is { } download)
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
                        yield return line[..^1];
                }

                if (!isBroken)
                    yield break;
            }
        }
    }

    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);

    // An erasure replaces blobs; the one that was listed may be gone by now. And where nothing stands yet there is nothing to read (416).
    private async Task<BlobDownloadStreamingResult?> OpenAsync(string name, long at, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = at > 0 ? new HttpRange(at) : default };
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

/// <summary>A blob of a log.</summary>
/// <param name="ETag">Changes with every append.</param>
internal sealed record LogBlob(string Name, DateTimeOffset Hour, ETag? ETag);

/// <summary>Names of the blobs of an <see cref="AppendLog"/>: <c>2026/01/23/12-instance-part</c>, so that a day or an hour is a prefix.</summary>
internal static class AppendLogNames
{
    /// <summary>Where the lines about arrivals are, in the container of the journal.</summary>
    public const string Ingest = "ingest/";

    /// <summary>Where the counts are, in the container of the journal.</summary>
    public const string Tally = "tally/";

    public static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    /// <summary>The hour that a blob belongs to.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out DateTimeOffset hour) => DateTimeOffset.TryParseExact(
        name[..Math.Min(13, name.Length)], "yyyy'/'MM'/'dd'/'HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out hour);
}

/// <summary>
/// Which blobs the hours of a log have, for as long as one request is answered that goes back in time: each day is listed once, when its first
/// hour is asked for. Of a long way back only the last days are remembered.
/// </summary>
internal sealed class LogDays(AppendLogReader log)
{
    // The outcome of an event is looked for in five later days.
    private const int MaxDays = 7;

    private readonly Dictionary<DateTimeOffset, ILookup<DateTimeOffset, LogBlob>> days = [];

    public async Task<IEnumerable<LogBlob>> OfAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var day = new DateTimeOffset(hour.UtcDateTime.Date, TimeSpan.Zero);
        if (!days.TryGetValue(day, out var hours))
        {
            if (days.Count == MaxDays)
                days.Remove(days.Keys.Max());

            var blobs = await log.BlobsAsync(day, day.AddHours(23), cancellationToken);
            days.Add(day, hours = blobs.ToLookup(blob => blob.Hour));
        }

        return hours[hour];
    }

    /// <summary>The blobs of an hour and the next: what happens at the end of an hour may be written in the next.</summary>
    public async Task<IReadOnlyList<LogBlob>> AndNextAsync(DateTimeOffset hour, CancellationToken cancellationToken) =>
        [.. await OfAsync(hour, cancellationToken), .. await OfAsync(hour.AddHours(1), cancellationToken)];
}

/// <summary>Lines of a log one by one, without holding more of it than one line and a buffer.</summary>
internal static class LogLines
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The lines with their ends; the last one may lack it. Each is valid until the next one is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 4));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var next = rest.GetPosition(1, end);
                yield return Whole(rest.Slice(0, next));
                rest = rest.Slice(next);
            }

            if (result.IsCompleted)
            {
                if (!rest.IsEmpty)
                    yield return Whole(rest);

                await reader.CompleteAsync();
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static ReadOnlyMemory<byte> Whole(in ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
