using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Puts dead letters back into the queue: same id, time, digests and bytes, attempts from zero. A letter that was replayed before is
/// passed over unless asked for again, so that a second replay is visible and harmless.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed class DeadLetterReplay(
    BlobContainerClient container, DeadLetterStore letters, DeadLetterList list, DestinationPipelines lanes, IEventQueue queue,
    IngestLog ingestLog, ConversionTelemetry telemetry, TimeProvider time)
{
    /// <summary>Letters in one call, so that a replay cannot flood the queue; the answer says how to continue.</summary>
    public const int MaxPerCall = 1000;

    private const string NotFound = "not_found";
    private const string OverLimit = "over_limit";

    // Envelopes of a replay become visible one after the other instead of all at once.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    private readonly ReplayTurn turns = new(container, time);

    internal async Task<ReplayJson> RunAsync(ReplayRequestJson request, CancellationToken cancellationToken)
    {
        if (request.DryRun != false)
            return await RunAsync(request, dryRun: true, CancellationToken.None, cancellationToken);

        await using var turn = await turns.TakeAsync(cancellationToken);
        return turn is null ? ReplayJson.Busy : await RunAsync(request, dryRun: false, turn.Lost, cancellationToken);
    }

    private async Task<ReplayJson> RunAsync(ReplayRequestJson request, bool dryRun, CancellationToken lost, CancellationToken cancellationToken)
    {
        var (items, next) = await FindAsync(request, cancellationToken);
        var results = new List<ReplayResultJson>(items.Count);
        var ready = new List<(DeadLetterItem Item, DeadLetter Letter)>();
        foreach (var item in items)
        {
            var (status, letter, stored) = await CheckAsync(item, request.Again == true, cancellationToken);
            var outcome = letter is null ? status : dryRun ? "would_replay" : "replayed";
            results.Add(new ReplayResultJson(item.Id, item.EventId, outcome, Explain(letter is null ? status : null)));
            if (letter is not null)
                ready.Add((stored, letter));
        }

        if (dryRun)
            return new ReplayJson(true, ready.Count, results.Count - ready.Count, results, next);

        var (queued, unfinished) = await RequeueAsync(ready, lost, cancellationToken);
        var done = results.Select(result => unfinished.TryGetValue(result.Id, out var status)
            ? result with { Status = status, Message = Explain(status) }
            : result);
        return new ReplayJson(false, queued, results.Count - queued, [.. done], next);
    }

    private static string? Explain(string? status) => status switch
    {
        "already_replayed" => "It was replayed before; send \"again\": true to replay it once more.",
        NotFound => "There is no dead letter of that id.",
        "not_replayable" => "Its message could not be read, so there is nothing to send.",
        "unknown_destination" => "Its destination is not configured.",
        "too_large" => "With its digests it is larger than a message of the queue.",
        ReplayStatus.NotQueued => "The queue did not take it now; ask for it again.",
        ReplayStatus.NotMarked => "It is back in the queue, but could not be marked; leave it out when you ask again.",
        OverLimit => "One call takes 1000 ids; send it in the next one.",
        _ => null,
    };

    private async Task<(IReadOnlyList<DeadLetterItem> Items, string? Next)> FindAsync(ReplayRequestJson request, CancellationToken cancellationToken)
    {
        if (request.Ids is null)
        {
            var filter = new DeadLetterFilter(request.From, request.To, request.Reason, request.Destination);
            return await list.PageAsync(filter, Math.Min(request.Limit ?? MaxPerCall, MaxPerCall), request.Next, cancellationToken);
        }

        var items = new List<DeadLetterItem>();
        var replayed = await list.Marks.ReadAsync(cancellationToken);
        foreach (var id in request.Ids.Where(id => !string.IsNullOrEmpty(id)).Distinct())
            items.Add(items.Count < MaxPerCall ? await FindAsync(id) ?? Without(id, NotFound) : Without(id, OverLimit));

        return (items, null);

        async Task<DeadLetterItem?> FindAsync(string id) =>
            !ReplayMarks.IsNoLetter(id) && await letters.FindAsync(id, cancellationToken) is { } item ? ReplayMarks.Apply(item, replayed) : null;
    }

    /// <summary>Why a letter is not to be replayed, as far as that is known without reading it; null when it is.</summary>
    internal static string? Obstacle(DeadLetterItem item, bool again, DestinationPipelines lanes) =>
        item.Reason is NotFound or OverLimit ? item.Reason
        : item.Reason == DeliveryReasons.Unreadable ? "not_replayable"
        : item.Replays > 0 && !again ? "already_replayed"
        : lanes.Find(item.Destination ?? string.Empty) is null ? "unknown_destination"
        : null;

    private static DeadLetterItem Without(string id, string status) => new(id, status, null, null, null, null, null, 0, null, null, null, null, null, null, 0);

    // With the letter comes the item as its blob has it, without the marks of jobs.
    private async Task<(string Status, DeadLetter? Letter, DeadLetterItem Stored)> CheckAsync(
        DeadLetterItem item, bool again, CancellationToken cancellationToken)
    {
        if (Obstacle(item, again, lanes) is { } obstacle)
            return (obstacle, null, item);

        var content = await container.GetBlobClient(item.Id).DownloadContentAsync(cancellationToken);
        var stored = DeadLetterMetadata.Read(item.Id, content.Value.Details.Metadata);
        return DeadLetterFormat.Read(content.Value.Content) switch
        {
            null => ("not_replayable", null, stored),
            var letter when EnvelopePacker.Pack(Header(letter.Destination, letter.Source, time), [Accepted(letter)]).TooLarge.Count > 0 =>
                ("too_large", null, stored),
            var letter => ("replayed", letter, stored),
        };
    }

    // Message by message, and it ends with the first one that fails. The letters that are not in the queue, or not marked, come by id.
    private async Task<(int Queued, IReadOnlyDictionary<string, string> Unfinished)> RequeueAsync(
        IReadOnlyList<(DeadLetterItem Item, DeadLetter Letter)> ready, CancellationToken lost, CancellationToken cancellationToken)
    {
        var unfinished = ready.ToDictionary(pair => pair.Item.Id, _ => ReplayStatus.NotQueued, StringComparer.Ordinal);
        var (sent, queued) = (0, 0);
        foreach (var group in ready.GroupBy(pair => (pair.Letter.Destination, pair.Letter.Source)))
        {
            var pairs = group.ToArray();
            var header = Header(group.Key.Destination, group.Key.Source, time);
            var events = pairs.Select(pair => Accepted(pair.Letter)).ToArray();
            foreach (var envelope in EnvelopePacker.Pack(header, events).Envelopes)
            {
                if (lost.IsCancellationRequested || !await queue.SendAsync(envelope.Body, sent == 0 ? null : Spacing * sent, cancellationToken))
                    return (queued, unfinished);

                // Queue first, mark second: a crash between the two leaves a letter that can be replayed once more. A caller who hangs up does not.
                sent++;
                queued += envelope.Indexes.Count;
                telemetry.Replayed(group.Key.Destination, envelope.Indexes.Count);
                foreach (var index in envelope.Indexes)
                    ingestLog.Record(IngestRecord.OfReplay(events[index], header.Source, lanes.Find(header.Destination)!.Destination, header.FirstQueued));

                if (!await MarkAsync([.. envelope.Indexes.Select(index => pairs[index])], unfinished))
                    return (queued, unfinished);
            }
        }

        return (queued, unfinished);
    }

    internal static AcceptedEvent Accepted(DeadLetter letter) => new(letter.Event.Facts, IdentifierSet.Of(letter.Event.Identifiers));

    internal static EnvelopeHeader Header(string destination, string source, TimeProvider time) =>
        new(destination, source, 0, time.GetUtcNow(), null, Replayed: true);

    // All of them are in the queue, so each is tried: the fewer are without a mark, the fewer can be sent twice.
    private async Task<bool> MarkAsync(IReadOnlyList<(DeadLetterItem Item, DeadLetter Letter)> pairs, Dictionary<string, string> unfinished)
    {
        var all = true;
        foreach (var pair in pairs)
        {
            if (await TryMarkAsync(pair.Item, pair.Letter))
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

    private async Task<bool> TryMarkAsync(DeadLetterItem item, DeadLetter letter)
    {
        var metadata = DeadLetterMetadata.Of(letter);
        metadata["replayed_at"] = DeadLetterMetadata.Time(time.GetUtcNow());
        metadata["replays"] = (item.Replays + 1).ToString(CultureInfo.InvariantCulture);
        try
        {
            await container.GetBlobClient(item.Id).SetMetadataAsync(metadata, cancellationToken: CancellationToken.None);
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

/// <summary>The status of a dead letter that a replay could not finish.</summary>
internal static class ReplayStatus
{
    /// <summary>It is not in the queue.</summary>
    public const string NotQueued = "not_queued";

    /// <summary>It is in the queue, but not marked, so another replay would not pass it over.</summary>
    public const string NotMarked = "not_marked";
}
