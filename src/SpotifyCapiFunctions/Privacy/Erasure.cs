using Azure.Storage.Blobs.Models;
using SpotifyCapi.DeadLetters;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Journal;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>Removes what is held about a person, or all of a source, from the dead letters, the journal and the ingest log. Counts name nobody and stay.</summary>
/// <param name="containers">The storage account.</param>
public sealed class Erasure(BlobContainers containers)
{
    /// <summary>Carries out an order. Doing it twice finds nothing the second time.</summary>
    /// <returns>How many dead letters and entries of the journal and of the ingest log were removed.</returns>
    internal async Task<(int DeadLetters, int Entries)> EraseAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.DeliveryJournal);
        var names = await NamesAsync(StorageNames.DeliveryJournal, cancellationToken);
        string[] journal = [.. names.Where(name => AppendLogNames.TryParse(name, out _))];
        string[] ingest = [.. names.Where(name => name.StartsWith(AppendLogNames.Ingest, StringComparison.Ordinal))];
        var entries = new LogRewriting<JournalEntry>(container, JournalJsonContext.Default.JournalEntry);

        // The ingest log knows events by their ids only, and the ids stand in what is removed after it: a crash in between loses no trail.
        var letters = await LettersAsync(order, cancellationToken);
        var ids = letters.Select(letter => letter.EventId).ToHashSet(StringComparer.Ordinal);
        await entries.ReadAsync(journal, entry => ids.UnionWith(Meant(order, entry).Select(@event => @event.EventId)), cancellationToken);
        var removed = 0;
        await new LogRewriting<Arrival>(container, IngestJsonContext.Default.Arrival).RewriteAsync(
            ingest, arrival => IsMeant(order, ids, arrival) ? Removed<Arrival>(ref removed) : arrival, cancellationToken);
        foreach (var (name, _) in letters)
        {
            await containers.Get(StorageNames.DeadLetters).GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }

        await entries.RewriteAsync(journal, entry => Without(order, entry, ref removed), cancellationToken);
        return (letters.Count, removed);
    }

    private static T? Removed<T>(ref int removed)
        where T : class
    {
        removed++;
        return null;
    }

    private static bool IsMeant(ErasureOrder order, HashSet<string> ids, Arrival arrival) =>
        order.Matches(arrival.Source, arrival.EventId, null, [])
        || (arrival.EventId is { } id && ids.Contains(id) && string.Equals(arrival.Source, order.Source, StringComparison.OrdinalIgnoreCase));

    private static JournalEntry? Without(ErasureOrder order, JournalEntry entry, ref int removed)
    {
        JournalEvent[] others = [.. entry.Events.Except(Meant(order, entry))];
        removed += entry.Events.Count - others.Length;
        return others.Length == entry.Events.Count ? entry : others.Length == 0 ? null : entry with { Events = others };
    }

    private static JournalEvent[] Meant(ErasureOrder order, JournalEntry entry) =>
        [.. entry.Events.Where(@event => order.Matches(entry.Source, @event.EventId, @event.OrderId, Digests(@event)))];

    // The journal has the first eight characters of a digest, as in "email 86e0b9e5…".
    private static IEnumerable<string> Digests(JournalEvent @event) => @event.Identifiers
        .Where(text => text.EndsWith('…'))
        .Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..^1]);

    private async Task<List<(string Name, string EventId)>> LettersAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.DeadLetters);
        var found = new List<(string, string)>();
        foreach (var name in await NamesAsync(StorageNames.DeadLetters, cancellationToken))
        {
            var content = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            if (DeadLetterFormat.Read(content.Value.Content) is not { } letter)
            {
                continue;
            }

            var (facts, who) = letter.Event;
            var digests = who.Emails.Select(digest => digest.ToHex());
            digests = who.Phone is { } phone ? digests.Append(phone.ToHex()) : digests;
            if (order.Matches(letter.Source, facts.EventId, facts.OrderId, digests))
            {
                found.Add((name, facts.EventId));
            }
        }

        return found;
    }

    private async Task<List<string>> NamesAsync(string container, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        if (await containers.Get(container).ExistsAsync(cancellationToken))
        {
            await foreach (var blob in containers.Get(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
            {
                names.Add(blob.Name);
            }
        }

        return names;
    }
}
