using Azure.Storage.Blobs.Models;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// Removes what is held about a person, or all of a source, from the dead letters, the journal and the ingest log: blob after blob, in as many
/// runs as it takes. Counts name nobody and stay.
/// </summary>
/// <remarks>
/// The ingest log knows events by their ids only, and the ids stand in dead letters and journal. So they are all found and written down before
/// anything goes, and only what was found goes: what is written down about an event meanwhile is left for the second time, which finds it whole.
/// </remarks>
/// <param name="containers">The storage account.</param>
/// <param name="orders">Keeps how far an order has come.</param>
/// <param name="time">The clock.</param>
public sealed class Erasure(BlobContainers containers, ErasureOrders orders, TimeProvider time)
{
    /// <summary>Goes on with an order, and writes down how far it comes. Doing a part of it twice finds nothing the second time.</summary>
    /// <param name="name">Name of the order.</param>
    /// <param name="order">The order, and how far it has come.</param>
    /// <param name="until">No blob is begun after that.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    internal async Task<ErasureProgress> GoOnAsync(string name, ErasureOrder order, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var run = new ErasureRun(
            order.Progress ?? new ErasureProgress(), until, time, progress => orders.SaveAsync(name, order with { Progress = progress }, CancellationToken.None));
        try
        {
            while (run.Progress.Step != ErasureStep.Done && await StepAsync(order, run, cancellationToken))
                await run.BeginAsync(run.Progress.Step + 1);
        }
        finally
        {
            // Whatever has ended it: what is done is done.
            await run.SaveAsync();
        }

        return run.Progress;
    }

    // True: it is done.
    private Task<bool> StepAsync(ErasureOrder order, ErasureRun run, CancellationToken cancellationToken)
    {
        var logs = containers.Get(StorageNames.DeliveryJournal);
        var letters = new DeadLetterErasing(containers.Get(StorageNames.DeadLetters), order, run);
        var journal = new LogRewriting<JournalEntry>(logs, JournalJsonContext.Default.JournalEntry);
        var arrivals = new LogRewriting<IngestRecord>(logs, IngestJsonContext.Default.IngestRecord);
        var lines = new LineErasing(order, run);
        return run.Progress.Step switch
        {
            // All of a source is known by the source.
            ErasureStep.SearchDeadLetters or ErasureStep.SearchJournal when order.Everything => Task.FromResult(true),
            ErasureStep.SearchDeadLetters => EachAsync(StorageNames.DeadLetters, _ => true, name => letters.SearchAsync(name, cancellationToken)),
            ErasureStep.SearchJournal => EachAsync(StorageNames.DeliveryJournal, IsJournal, name => journal.ReadAsync(name, lines.Search, cancellationToken)),
            ErasureStep.RewriteIngestLog => EachAsync(
                StorageNames.DeliveryJournal, IsIngestLog, name => arrivals.RewriteAsync(name, lines.Without, cancellationToken)),
            ErasureStep.DeleteDeadLetters => EachAsync(StorageNames.DeadLetters, _ => true, name => letters.DeleteAsync(name, cancellationToken)),
            ErasureStep.RewriteJournal => EachAsync(
                StorageNames.DeliveryJournal, IsJournal, name => journal.RewriteAsync(name, lines.Without, cancellationToken)),
            _ => throw new InvalidOperationException($"An erasure has no step {run.Progress.Step}."),
        };

        Task<bool> EachAsync(string container, Predicate<string> isMeant, Func<string, Task<int>> work) =>
            WalkAsync(run, container, isMeant, work, cancellationToken);
    }

    // Blobs are listed in the order of their names, and a replacement comes right after what it replaces: whatever was there when the step began
    // is still to come, under one name or the other.
    private async Task<bool> WalkAsync(
        ErasureRun run, string container, Predicate<string> isMeant, Func<string, Task<int>> work, CancellationToken cancellationToken)
    {
        if (!await containers.Get(container).ExistsAsync(cancellationToken))
            return true;

        await foreach (var blob in containers.Get(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (!isMeant(blob.Name) || run.IsDoneWith(blob.Name))
                continue;

            if (run.IsOver)
                return false;

            await run.PassAsync(blob.Name, await work(blob.Name));
        }

        return true;
    }

    private static bool IsJournal(string name) => AppendLogNames.TryParse(name, out _);

    private static bool IsIngestLog(string name) => name.StartsWith(AppendLogNames.Ingest, StringComparison.Ordinal);
}
