using Azure.Storage.Blobs;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Puts dead letters back into the queue: same id, time, digests and bytes, attempts from zero. A letter that was replayed before is
/// passed over unless asked for again, so that a second replay is visible and harmless.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
/// <param name="letters">Finds one letter.</param>
/// <param name="list">Finds letters.</param>
/// <param name="lanes">The configured destinations.</param>
/// <param name="queue">Where the events go.</param>
/// <param name="ingestLog">Notes what is put back.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class DeadLetterReplay(
    BlobContainerClient container, BlobDeadLetters letters, DeadLetterList list, DestinationPipelines lanes, IEventQueue queue, IngestLog ingestLog, ConversionTelemetry telemetry, TimeProvider time)
{
    /// <summary>Letters in one call, so that a replay cannot drown what comes in meanwhile; the answer says how to go on.</summary>
    public const int MaxPerCall = 1000;

    private const string NotFound = "not_found";
    private const string OverLimit = "over_limit";

    private readonly Requeue requeue = new(container, lanes, queue, ingestLog, telemetry, time);

    internal async Task<ReplayJson> RunAsync(ReplayRequestJson request, CancellationToken cancellationToken)
    {
        var dryRun = request.DryRun != false;
        var (items, next) = await FindAsync(request, cancellationToken);
        var results = new List<ReplayResultJson>(items.Count);
        var ready = new List<(DeadLetterItem Item, DeadLetter Letter)>();
        foreach (var item in items)
        {
            var (status, letter) = await CheckAsync(item, request.Again == true, cancellationToken);
            results.Add(new ReplayResultJson(item.Id, item.EventId, letter is null ? status : dryRun ? "would_replay" : "replayed", Explain(letter is null ? status : null)));
            if (letter is not null)
                ready.Add((item, letter));
        }

        if (dryRun)
            return new ReplayJson(true, ready.Count, results.Count - ready.Count, results, next);

        var requeued = await requeue.RunAsync(ready, cancellationToken);
        var done = results.Select(result => requeued.Unfinished.TryGetValue(result.Id, out var status)
            ? result with { Status = status, Message = Explain(status) }
            : result);
        return new ReplayJson(false, requeued.Queued, results.Count - requeued.Queued, [.. done], next);
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
            return await list.PageAsync(filter, Math.Clamp(request.Limit ?? MaxPerCall, 1, MaxPerCall), request.Next, cancellationToken);
        }

        var items = new List<DeadLetterItem>();
        foreach (var id in request.Ids.Where(id => !string.IsNullOrEmpty(id)).Distinct())
            items.Add(items.Count < MaxPerCall ? await letters.FindAsync(id, cancellationToken) ?? Without(id, NotFound) : Without(id, OverLimit));

        return (items, null);
    }

    private static DeadLetterItem Without(string id, string status) => new(id, status, null, null, null, null, null, 0, null, null, null, null, null, null, 0);

    private async Task<(string Status, DeadLetter? Letter)> CheckAsync(DeadLetterItem item, bool again, CancellationToken cancellationToken)
    {
        if (item.Reason is NotFound or OverLimit)
            return (item.Reason, null);

        if (item.Reason == DeliveryReasons.Unreadable)
            return ("not_replayable", null);

        if (item.Replays > 0 && !again)
            return ("already_replayed", null);

        if (lanes.Find(item.Destination ?? string.Empty) is null)
            return ("unknown_destination", null);

        var content = await container.GetBlobClient(item.Id).DownloadContentAsync(cancellationToken);
        return DeadLetterFormat.Read(content.Value.Content) switch
        {
            null => ("not_replayable", null),
            var letter when requeue.IsTooLarge(letter) => ("too_large", null),
            var letter => ("replayed", letter),
        };
    }
}
