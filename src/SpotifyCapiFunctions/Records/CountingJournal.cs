using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Notes for the summary what goes into the journal. Counted even where the journal cannot be written.</summary>
/// <param name="journal">The journal.</param>
/// <param name="log">Counts.</param>
public sealed class CountingJournal(IDeliveryJournal journal, IngestLog log) : IDeliveryJournal
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            log.Note(entry);

        return journal.WriteAsync(entries, cancellationToken);
    }
}
