using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// The tally log in short: for each day one blob with the sums of every blob of an hour that is over. A reader takes those that are of the very
/// version that it has listed, and reads the others; so a sum that lags, lacks or is damaged changes no figure.
/// </summary>
public sealed class TallySums(BlobContainerClient container, TimeProvider time)
{
    // An instance begins its next blob with the first block of the next hour.
    private static readonly TimeSpan HourIsOver = TimeSpan.FromMinutes(65);

    private readonly AppendLogReader log = new(container, AppendLogNames.Tally);
    private readonly AppendLogReader sums = new(container, AppendLogNames.TallySums);

    // Whether this process has looked at every day.
    private bool isComplete;

    /// <summary>Adds up what is over and was not added up yet.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var day in await LogIndexing.OpenDaysAsync(time.GetUtcNow(), !isComplete, [log], sums, cancellationToken))
            await AddUpAsync(day, cancellationToken);

        isComplete = true;
    }

    /// <summary>The sums of a day; none when there are none, or none that could be relied on.</summary>
    internal async Task<IReadOnlyList<TallySum>> ReadAsync(DateTimeOffset day, CancellationToken cancellationToken)
    {
        try
        {
            var content = (await container.GetBlobClient(NameOf(day)).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
            var (digest, json) = (content[..Math.Min(SHA256.HashSizeInBytes, content.Length)], content[Math.Min(SHA256.HashSizeInBytes, content.Length)..]);
            return SHA256.HashData(json.Span).AsSpan().SequenceEqual(digest.Span)
                ? JsonSerializer.Deserialize(json.Span, IngestJsonContext.Default.IReadOnlyListTallySum) ?? []
                : [];
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task AddUpAsync(DateTimeOffset day, CancellationToken cancellationToken)
    {
        var over = (await log.BlobsAsync(day, day.AddHours(23), cancellationToken)).Where(blob => blob.Hour + HourIsOver < time.GetUtcNow()).ToArray();
        var known = (await ReadAsync(day, cancellationToken)).ToDictionary(sum => (sum.Name, sum.Version));
        if (over.Length == known.Count && over.All(blob => known.ContainsKey((blob.Name, $"{blob.ETag}"))))
            return;

        var all = new List<TallySum>();
        foreach (var blob in over)
        {
            all.Add(known.GetValueOrDefault((blob.Name, $"{blob.ETag}"))
                ?? (await TallyBlob.ReadAsync(log, blob, cancellationToken)).ToSum(blob));
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(all, IngestJsonContext.Default.IReadOnlyListTallySum);
        await container.GetBlobClient(NameOf(day)).UploadAsync(
            BinaryData.FromBytes((byte[])[.. SHA256.HashData(json), .. json]), overwrite: true, cancellationToken);
    }

    private static string NameOf(DateTimeOffset day) =>
        string.Create(CultureInfo.InvariantCulture, $"{AppendLogNames.TallySums}{AppendLogNames.Hour(day)}-sums");
}

/// <summary>The counts of one blob of the tally log.</summary>
/// <param name="Version">Its ETag when it was read.</param>
/// <param name="First">Its first batch, which may stand in the blob before as well.</param>
/// <param name="Last">Its last batch, which may stand in the next blob as well; null: it has one.</param>
/// <param name="Between">The sum of all others.</param>
internal sealed record TallySum(string Name, string Version, TallyBatch? First, TallyBatch? Last, TallyBatch? Between);
