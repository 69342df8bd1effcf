namespace SpotifyCapi.Records;

/// <summary>Remembers what came of every request, for the person who asks about order 1001.</summary>
public interface IDeliveryJournal
{
    /// <summary>Writes entries, at most one storage call for each. A failure is counted and never thrown: the delivery stands.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);
}
