using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.DeadLetters;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Journal;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>Removes what is held about a person, or all of a source, from the dead letters and the journal.</summary>
/// <param name="containers">The storage account.</param>
public sealed class Erasure(BlobContainers containers)
{
    /// <summary>Carries out an order. Doing it twice finds nothing the second time.</summary>
    /// <returns>How many dead letters and journal entries were removed.</returns>
    internal async Task<(int DeadLetters, int Entries)> EraseAsync(ErasureOrder order, CancellationToken cancellationToken) =>
        (await FromDeadLettersAsync(order, cancellationToken), await FromJournalAsync(order, cancellationToken));

    private async Task<int> FromDeadLettersAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.DeadLetters);
        var removed = 0;
        foreach (var name in await NamesAsync(StorageNames.DeadLetters, cancellationToken))
        {
            var blob = container.GetBlobClient(name);
            var content = await blob.DownloadContentAsync(cancellationToken);
            if (DeadLetterFormat.Read(content.Value.Content) is not { } letter)
            {
                continue;
            }

            var (facts, who) = letter.Event;
            var digests = who.Emails.Select(digest => digest.ToHex());
            digests = who.Phone is { } phone ? digests.Append(phone.ToHex()) : digests;
            if (order.Matches(letter.Source, facts.EventId, facts.OrderId, digests))
            {
                await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task<int> FromJournalAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        var container = containers.Get(StorageNames.DeliveryJournal);
        var removed = 0;
        foreach (var name in await NamesAsync(StorageNames.DeliveryJournal, cancellationToken))
        {
            var content = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content;
            var (kept, erased) = Without(order, content.ToMemory());
            if (erased == 0)
            {
                continue;
            }

            // An append blob cannot be changed in place. The new one is written before the old one goes: a crash leaves both, and the next run
            // finds the old one again. Whoever still appends to the old one begins another.
            var replacement = container.GetBlockBlobClient($"{name}-erased");
            using var stream = new MemoryStream(kept, writable: false);
            var block = Convert.ToBase64String("0001"u8);
            await replacement.StageBlockAsync(block, stream, cancellationToken: cancellationToken);
            await replacement.CommitBlockListAsync([block], new CommitBlockListOptions(), cancellationToken);
            await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            removed += erased;
        }

        return removed;
    }

    private static (byte[] Kept, int Erased) Without(ErasureOrder order, ReadOnlyMemory<byte> content)
    {
        var kept = new MemoryStream(content.Length);
        var erased = 0;
        while (content.Length > 0)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..(end + 1)];
            content = content[line.Length..];
            if (JsonSerializer.Deserialize(line.Span, JournalJsonContext.Default.JournalEntry) is not { } entry)
            {
                continue;
            }

            var others = entry.Events.Where(@event => !order.Matches(entry.Source, @event.EventId, @event.OrderId, Digests(@event))).ToArray();
            erased += entry.Events.Count - others.Length;
            if (others.Length == entry.Events.Count)
            {
                kept.Write(line.Span);
            }
            else if (others.Length > 0)
            {
                kept.Write(JsonSerializer.SerializeToUtf8Bytes(entry with { Events = others }, JournalJsonContext.Default.JournalEntry));
                kept.WriteByte((byte)'\n');
            }
        }

        return (kept.ToArray(), erased);
    }

    // The journal has the first eight characters of a digest, as in "email 86e0b9e5…".
    private static IEnumerable<string> Digests(JournalEvent @event) => @event.Identifiers
        .Where(text => text.EndsWith('…'))
        .Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..^1]);

    private async Task<List<string>> NamesAsync(string container, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        if (await containers.Get(container).ExistsAsync(cancellationToken))
        {
            await foreach (var blob in containers.Get(container).GetBlobsAsync(cancellationToken: cancellationToken))
            {
                names.Add(blob.Name);
            }
        }

        return names;
    }
}
