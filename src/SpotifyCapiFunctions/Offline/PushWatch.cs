using System.Globalization;
using Azure.Storage.Blobs.Models;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Offline;

/// <summary>
/// Knows whether the scheduled push still runs. It may run on another instance than the one that is asked, so each run leaves a blob that says
/// when the next one is due.
/// </summary>
public sealed class PushWatch(OfflinePushOptions options, BlobContainers containers, TimeProvider time)
{
    private const string Next = "next";
    private const string Schedule = "schedule";

    // A run that is under way delays the next one, and after the loss of an instance another one must take the timer over.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    // The host does not say when a schedule of less than a minute is due.
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <summary>A moment as the host tells it, in its own local time; null, or one before all times, when there is none.</summary>
    public static DateTimeOffset? Moment(DateTime? moment) => moment is { Year: > 1 } known ? new DateTimeOffset(known) : null;

    /// <summary>Notes a run and when the next one is due, if the host says so.</summary>
    public async Task NoteAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var due = (next ?? time.GetUtcNow() + Usual).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await containers.Get(StorageNames.OfflineConversions).GetBlobClient(FileNames.LastRun).UploadAsync(
            BinaryData.Empty,
            new BlobUploadOptions { Metadata = new Dictionary<string, string> { [Next] = due, [Schedule] = options.Schedule ?? string.Empty } },
            cancellationToken);
    }

    /// <summary>
    /// Whether a run is overdue. No run so far, a schedule that was changed since the last one, and a storage that does not answer say nothing.
    /// </summary>
    public async Task<bool> IsOverdueAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = containers.Get(StorageNames.OfflineConversions).GetBlobClient(FileNames.LastRun);
            var metadata = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata;
            return metadata.TryGetValue(Schedule, out var schedule)
                && schedule == options.Schedule
                && metadata.TryGetValue(Next, out var next)
                && DateTimeOffset.TryParse(next, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due)
                && time.GetUtcNow() > due + options.MaxRunTime + Margin;
        }
        catch (Exception)
        {
            // No such blob, or the storage does not answer: another check says so.
            return false;
        }
    }
}
