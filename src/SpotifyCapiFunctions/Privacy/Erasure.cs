using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// Removes what is held about a person, or all of a source, from the dead letters, the journal and the ingest log: blob after blob, in as many
/// runs as it takes. Counts name no one and stay.
/// </summary>
/// <remarks>
/// The ingest log knows events by their ids only, and the ids stand in dead letters and journal. So they are all found and written down before
/// anything goes, and only what was found goes: what is written down about an event meanwhile is left for the second time, which finds it whole.
/// </remarks>
public sealed class Erasure(BlobContainers containers, ErasureOrders orders, TimeProvider time)
{
    private readonly LogIndex index = new(containers.Get(StorageNames.DeliveryJournal));
    private readonly LogIndexing indexing = new(containers.Get(StorageNames.DeliveryJournal), time);

    /// <summary>Resumes an order, and saves how far it comes. Doing a part of it twice finds nothing the second time.</summary>
    /// <param name="order">The order, and how far it has come.</param>
    /// <param name="until">No blob is begun after that.</param>
    /// <returns>How far it is; null: another instance has saved the order since it was read, and carries it out.</returns>
    internal async Task<ErasureProgress?> ResumeAsync(string name, ErasureOrder order, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var version = order.Version;
        var run = new ErasureRun(order.Progress ?? new ErasureProgress(), until, time, async progress =>
            (version = await orders.SaveAsync(name, order with { Progress = progress, Version = version }, CancellationToken.None)) is not null);
        try
        {
            while (!run.IsLost && run.Progress.Step != ErasureStep.Done && await StepAsync(order, run, cancellationToken))
                await run.BeginAsync(run.Progress.Step + 1);
        }
        finally
        {
            // Whatever has ended it: what is done is done.
            await run.SaveAsync();
        }

        return run.IsLost ? null : run.Progress;
    }

    // True: it is done.
    private async Task<bool> StepAsync(ErasureOrder order, ErasureRun run, CancellationToken cancellationToken)
    {
        var logs = containers.Get(StorageNames.DeliveryJournal);
        var letters = new DeadLetterErasing(containers.Get(StorageNames.DeadLetters), order, run);
        var journal = new LogRewriting<JournalEntry>(logs, JournalJsonContext.Default.JournalEntry);
        var arrivals = new LogRewriting<IngestRecord>(logs, IngestJsonContext.Default.IngestRecord);
        var lines = new LineErasing(order, run);
        var step = run.Progress.Step;

        // All of a source is known by the source.
        if (order.Everything && step is ErasureStep.SearchDeadLetters or ErasureStep.SearchJournal)
            return true;

        // Of the logs only those are read that the index names, or does not know.
        var places = order.Everything || step is ErasureStep.SearchDeadLetters or ErasureStep.DeleteDeadLetters
            ? null
            : await index.FindAsync(null, step == ErasureStep.RewriteIngestLog ? lines.Arrivals : lines.Entries, cancellationToken);
        return await (step switch
        {
            ErasureStep.SearchDeadLetters => EachAsync(StorageNames.DeadLetters, IsLetter, name => letters.SearchAsync(name, cancellationToken)),
            ErasureStep.SearchJournal => EachAsync(StorageNames.DeliveryJournal, IsJournal, name => journal.ReadAsync(name, lines.Search, cancellationToken)),
            ErasureStep.RewriteIngestLog => EachAsync(
                StorageNames.DeliveryJournal, IsIngestLog, name => RewriteAsync(arrivals, name, lines.Without, cancellationToken)),
            ErasureStep.DeleteDeadLetters => EachAsync(StorageNames.DeadLetters, IsLetter, name => letters.DeleteAsync(name, cancellationToken)),
            ErasureStep.RewriteJournal => EachAsync(
                StorageNames.DeliveryJournal, IsJournal, name => RewriteAsync(journal, name, lines.Without, cancellationToken)),
            _ => throw new InvalidOperationException($"An erasure has no step {step}."),
        });

        Task<bool> EachAsync(string container, Predicate<string> isMeant, Func<string, Task<int>> work) => WalkAsync(
            run, container, blob => isMeant(blob.Name) && places?.MayBeIn(LogBlob.Of(blob, default)) != false, work, cancellationToken);
    }

    // What is gone from a log must go from the index; where a run was killed between the two, the replacement is one that the index does not know.
    private async Task<int> RewriteAsync<T>(LogRewriting<T> log, string name, Func<T, (T?, int)> change, CancellationToken cancellationToken)
        where T : class
    {
        var removed = await log.RewriteAsync(name, change, cancellationToken);
        var hour = IsIngestLog(name) ? name.AsSpan(AppendLogNames.Ingest.Length) : name;
        if ((removed > 0 || LogReplacement.IsReplacement(name)) && AppendLogNames.TryParse(hour, out var at))
            await indexing.ForgetAsync(AppendLogNames.DayOf(at), cancellationToken);

        return removed;
    }

    // Blobs are listed in the order of their names, and a replacement comes right after what it replaces: whatever was there when the step began
    // is still to come, under one name or the other.
    private async Task<bool> WalkAsync(
        ErasureRun run, string container, Predicate<BlobItem> isMeant, Func<string, Task<int>> work, CancellationToken cancellationToken)
    {
        if (!await containers.Get(container).ExistsAsync(cancellationToken))
            return true;

        await foreach (var blob in containers.Get(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (!isMeant(blob) || run.IsDoneWith(blob.Name))
                continue;

            if (run.IsOver)
                return false;

            await run.PassAsync(blob.Name, await work(blob.Name));
        }

        return true;
    }

    private static bool IsLetter(string name) => !ReplayMarks.IsNoLetter(name);

    private static bool IsJournal(string name) => AppendLogNames.TryParse(name, out _);

    private static bool IsIngestLog(string name) => name.StartsWith(AppendLogNames.Ingest, StringComparison.Ordinal);
}

/// <summary>What an order means of the dead letters.</summary>
internal sealed class DeadLetterErasing(BlobContainerClient container, ErasureOrder order, ErasureRun run)
{
    /// <summary>Remembers a letter's event when it is meant.</summary>
    /// <returns>0: nothing is removed yet.</returns>
    public async Task<int> SearchAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadMeantAsync(name, cancellationToken) is { } letter)
            run.Find(letter.Event.Facts.EventId);

        return 0;
    }

    /// <summary>Deletes a letter when it is meant.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadMeantAsync(name, cancellationToken) is not { } letter || !(order.Everything || run.HasFound(letter.Event.Facts.EventId)))
            return 0;

        await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        return 1;
    }

    private async Task<DeadLetter?> ReadMeantAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { } letter)
            return null;

        var (facts, who) = letter.Event;
        var digests = who.Emails.Select(digest => digest.ToHex());
        digests = who.Phone is { } phone ? digests.Append(phone.ToHex()) : digests;
        return order.Matches(letter.Source, facts.EventId, facts.PlatformOrderId, digests) ? letter : null;
    }

    private async Task<DeadLetter?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return DeadLetterFormat.Read((await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Somebody has deleted it since it was listed.
            return null;
        }
    }
}

/// <summary>What an order means of the lines of the logs.</summary>
internal sealed class LineErasing(ErasureOrder order, ErasureRun run)
{
    /// <summary>What the index knows lines of the journal by that may be meant.</summary>
    public IEnumerable<ulong> Entries =>
        [.. order.EventIds.Select(LogKeys.OfEvent), .. order.OrderIds.Select(LogKeys.OfOrder), .. order.Digests.Select(LogKeys.OfPerson)];

    /// <summary>What the index knows lines of the ingest log by that are meant.</summary>
    public IEnumerable<ulong> Arrivals => [.. order.EventIds.Select(LogKeys.OfEvent), .. run.Found.Select(LogKeys.OfEvent)];

    /// <summary>Remembers the events of a request that are meant.</summary>
    public void Search(JournalEntry entry)
    {
        foreach (var @event in entry.Events)
        {
            if (IsMeant(entry, @event))
                run.Find(@event.EventId);
        }
    }

    /// <summary>What stays of a line of the journal, null when nothing does, and how many events were taken out.</summary>
    public (JournalEntry? Kept, int Removed) Without(JournalEntry entry)
    {
        JournalEvent[] others = [.. entry.Events.Where(@event => !(IsMeant(entry, @event) && (order.Everything || run.HasFound(@event.EventId))))];
        var removed = entry.Events.Count - others.Length;
        return (removed == 0 ? entry : others.Length == 0 ? null : entry with { Events = others }, removed);
    }

    /// <summary>A line of the ingest log, null when it is about a person's event, and how many events were taken out.</summary>
    public (IngestRecord? Kept, int Removed) Without(IngestRecord arrival)
    {
        var isMeant = order.Matches(arrival.Source, arrival.EventId, null, [])
            || (arrival.EventId is { } id && order.IsOf(arrival.Source) && run.HasFound(id));
        return isMeant ? (null, 1) : (arrival, 0);
    }

    private bool IsMeant(JournalEntry entry, JournalEvent @event) =>
        order.Matches(entry.Source, @event.EventId, @event.PlatformOrderId, LogKeys.Digests(@event.Identifiers));
}
