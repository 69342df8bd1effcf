using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Reads what <see cref="AppendLog"/>s have written: which blobs an hour has, and their lines one by one, without holding a blob in memory.</summary>
/// <param name="container">Where the blobs are.</param>
/// <param name="prefix">What their names begin with.</param>
public sealed class AppendLogReader(BlobContainerClient container, string prefix = "")
{
    // Of the reading of one blob, before the caller is told.
    private const int MostBreaks = 5;

    /// <summary>The blobs of the hours from one to another, both included, oldest day first and within a day in the order of their names.</summary>
    /// <param name="from">A moment in the first hour.</param>
    /// <param name="to">A moment in the last hour.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    internal async Task<IReadOnlyList<LogBlob>> BlobsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var blobs = new List<LogBlob>();
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day <= to; day = day.AddDays(1))
        {
            try
            {
                // One hour is asked for by its name, so that a glance at now does not list the whole day.
                var hours = HourOf(from) == HourOf(to) ? AppendLogNames.Hour(from) : AppendLogNames.Day(day);
                await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix + hours, cancellationToken))
                {
                    if (AppendLogNames.TryParse(blob.Name.AsSpan(prefix.Length), out var hour) && hour >= HourOf(from) && hour <= to)
                        blobs.Add(new LogBlob(blob.Name, hour, blob.Properties.ETag, blob.Properties.ContentLength ?? 0));
                }
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                return [];
            }
        }

        return blobs;
    }

    /// <summary>
    /// The lines of a blob. Each is valid until the next one is asked for. The client takes up a download that breaks, but only of the version that
    /// it began with, and a log has another one with every line: what stands in it stays where it is, so it is read on from there.
    /// </summary>
    /// <param name="name">Name of the blob.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
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
                        when (exception.Status == 412 && download.Details.BlobType == BlobType.Append && ++breaks <= MostBreaks)
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

    /// <summary>The full hour that a moment lies in.</summary>
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
/// <param name="Name">Its name.</param>
/// <param name="Hour">The hour that it was written in.</param>
/// <param name="ETag">Changes with every append.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record LogBlob(string Name, DateTimeOffset Hour, ETag? ETag, long Bytes);
