using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Records;

/// <summary>Puts dead letters into the queue, message by message, and marks them; it ends with the first message that goes wrong.</summary>
internal sealed class Requeue(
    BlobContainerClient container, DestinationPipelines lanes, IEventQueue queue, IngestLog ingestLog, ConversionTelemetry telemetry, TimeProvider time)
{
    // Envelopes of a replay become visible one after the other instead of all at once.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether no message of the queue holds this letter.</summary>
    public bool IsTooLarge(DeadLetter letter) =>
        EnvelopePacker.Pack(Header(letter.Destination, letter.Source), [Accepted(letter)]).TooLarge.Count > 0;

    /// <summary>Puts letters into the queue, as far as it goes.</summary>
    /// <param name="letters">Letters that fit into a message, of configured destinations.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<Requeued> RunAsync(IReadOnlyList<(DeadLetterItem Item, DeadLetter Letter)> letters, CancellationToken cancellationToken)
    {
        var unfinished = letters.ToDictionary(pair => pair.Item.Id, _ => ReplayStatus.NotQueued, StringComparer.Ordinal);
        var (sent, queued) = (0, 0);
        foreach (var group in letters.GroupBy(pair => (pair.Letter.Destination, pair.Letter.Source)))
        {
            var pairs = group.ToArray();
            var header = Header(group.Key.Destination, group.Key.Source);
            var events = pairs.Select(pair => Accepted(pair.Letter)).ToArray();
            foreach (var envelope in EnvelopePacker.Pack(header, events).Envelopes)
            {
                if (!await queue.SendAsync(envelope.Body, sent == 0 ? null : Spacing * sent, cancellationToken))
                    return new Requeued(queued, unfinished);

                // Queue first, mark second: a crash between the two leaves a letter that can be replayed once more. A caller who hangs up does not.
                sent++;
                queued += envelope.Indexes.Count;
                telemetry.Replayed(group.Key.Destination, envelope.Indexes.Count);
                foreach (var index in envelope.Indexes)
                    ingestLog.Note(IngestRecord.OfReplay(events[index], header.Source, lanes.Find(header.Destination)!.Destination, header.FirstQueued));

                if (!await MarkAsync([.. envelope.Indexes.Select(index => pairs[index])], unfinished))
                    return new Requeued(queued, unfinished);
            }
        }

        return new Requeued(queued, unfinished);
    }

    private static AcceptedEvent Accepted(DeadLetter letter) => new(letter.Event.Facts, IdentifierSet.Of(letter.Event.Identifiers));

    private EnvelopeHeader Header(string destination, string source) => new(destination, source, 0, time.GetUtcNow(), null, Replayed: true);

    // All of them are in the queue, so each is tried: the fewer are without a mark, the fewer can be sent twice.
    private async Task<bool> MarkAsync(IReadOnlyList<(DeadLetterItem Item, DeadLetter Letter)> pairs, Dictionary<string, string> unfinished)
    {
        var all = true;
        foreach (var pair in pairs)
        {
            if (await TryMarkAsync(pair))
            {
                unfinished.Remove(pair.Item.Id);
            }
            else
            {
                unfinished[pair.Item.Id] = ReplayStatus.NotMarked;
                all = false;
            }
        }

        return all;
    }

    private async Task<bool> TryMarkAsync((DeadLetterItem Item, DeadLetter Letter) pair)
    {
        var metadata = DeadLetterMetadata.Of(pair.Letter);
        metadata["replayed_at"] = DeadLetterMetadata.Time(time.GetUtcNow());
        metadata["replays"] = (pair.Item.Replays + 1).ToString(CultureInfo.InvariantCulture);
        try
        {
            await container.GetBlobClient(pair.Item.Id).SetMetadataAsync(metadata, cancellationToken: CancellationToken.None);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Aged away meanwhile: what is gone cannot be replayed twice.
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            return false;
        }
    }
}

/// <summary>How far a replay came.</summary>
/// <param name="Queued">How many letters are in the queue again.</param>
/// <param name="Unfinished">Those that are not, or are not marked, by id, with their <see cref="ReplayStatus"/>.</param>
internal sealed record Requeued(int Queued, IReadOnlyDictionary<string, string> Unfinished);
