using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>
/// Sends events of one destination: batches them, posts, judges, and halves what Spotify refuses until the culprit is alone, so that one bad
/// event costs a logarithm of requests and never its neighbours.
/// </summary>
public sealed class EventSender(SpotifyClient client, ImmediateRetries retries, TimeProvider time)
{
    /// <summary>
    /// How long one invocation begins requests. The host ends it after five minutes (<c>functionTimeout</c>), and then everything that it has
    /// sent would be sent again; a slow destination or a low rate must not lead there.
    /// </summary>
    public static readonly TimeSpan MaxRunTime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan MaxRateWait = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Sends events in order and returns the outcome of each request. While the breaker blocks, the rest is not attempted. Once the host is
    /// stopping, no further request is begun; one under way is waited for, since its events would be sent again otherwise.
    /// </summary>
    internal async Task<IReadOnlyList<SentRequest>> SendAsync(
        DestinationPipeline pipeline, IReadOnlyList<HashedEvent> events, CancellationToken stopping)
    {
        var format = IRequestFormat.For(pipeline.Destination.Profile);
        var results = new List<SentRequest>();
        var open = new Stack<ArraySegment<HashedEvent>>();
        var start = time.GetTimestamp();

        // Validation asks the profile of the time of acceptance. One event that the present one does not have must not hold up its neighbours.
        HashedEvent[] unsupported = [.. events.Where(@event => !format.Has(@event.Facts.Event))];
        if (unsupported.Length > 0)
            results.Add(SentRequest.NotAttempted(unsupported, new DeliveryOutcome.Rejected(DeliveryReasons.NotInProfile)));

        open.Push(unsupported.Length > 0 ? events.Where(@event => format.Has(@event.Facts.Event)).ToArray() : events.ToArray());
        while (open.TryPop(out var segment))
        {
            // The last one: the events that wait go back behind it, so that each probe is another event and no bad one blocks the good ones for ever.
            if (segment.Count > 1 && pipeline.Breaker.WantsOneEvent)
            {
                open.Push(segment[..^1]);
                open.Push(segment[^1..]);
                continue;
            }

            foreach (var body in RequestBatcher.Write(format, pipeline.Destination, segment))
            {
                var part = segment.Slice(body.First, body.Count);
                var sent = await SendAsync(pipeline, body, part, start, stopping);
                if (sent.Outcome is DeliveryOutcome.Split)
                {
                    var half = part.Count / 2;
                    open.Push(part[half..]);
                    open.Push(part[..half]);
                }
                else
                {
                    results.Add(sent);
                }
            }
        }

        return results;
    }

    private async Task<SentRequest> SendAsync(
        DestinationPipeline pipeline, SpotifyRequest body, ArraySegment<HashedEvent> events, long began, CancellationToken stopping)
    {
        // What cannot be sent anyway waits for no turn.
        if (BlockReason(pipeline, began) is { } reason)
            return NotAttempted(events, reason);

        try
        {
            return await SendInTurnAsync(pipeline, body, events, began, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Only a wait for a turn ends so.
            return NotAttempted(events, DeliveryReasons.Stopping);
        }
    }

    private async Task<SentRequest> SendInTurnAsync(
        DestinationPipeline pipeline, SpotifyRequest body, ArraySegment<HashedEvent> events, long began, CancellationToken stopping)
    {
        // Asked again, because the wait may be long, and requests before may have found out that no more are to be sent.
        using var slot = await pipeline.Budget.EnterAsync(MaxRunTime - time.GetElapsedTime(began), stopping);
        if (slot is null || time.GetElapsedTime(began) >= MaxRunTime)
            return NotAttempted(events, DeliveryReasons.OutOfTime);

        stopping.ThrowIfCancellationRequested();
        if (!pipeline.Breaker.TryEnter(out var permit, out var blocked, body.Count))
            return NotAttempted(events, Reason(blocked));

        var start = time.GetTimestamp();

        // A probe is one request: an unhealthy destination is asked, not pressed.
        var answer = permit.Probe > 0
            ? await client.PostAsync(pipeline.Destination, body.Json, CancellationToken.None)
            : await retries.RunAsync(
                left => client.PostAsync(pipeline.Destination, body.Json, left, CancellationToken.None),
                token => MayRetryAsync(pipeline, token),
                stopping);
        var responded = answer as SpotifyAnswer.Responded;
        var outcome = pipeline.Breaker.Record(permit, OutcomeTable.Judge(answer, body.Count), responded?.Status);
        pipeline.Budget.Record(responded?.Status);
        return new SentRequest(events, responded, outcome, time.GetElapsedTime(start));
    }

    // The first try has its turn; each further one counts against the rate like a request, and is left when its turn is far off.
    private static async Task<bool> MayRetryAsync(DestinationPipeline pipeline, CancellationToken stopping) =>
        pipeline.Breaker.Remaining <= TimeSpan.Zero && await pipeline.Budget.TryWaitAsync(MaxRateWait, stopping);

    private string? BlockReason(DestinationPipeline pipeline, long began) =>
        time.GetElapsedTime(began) >= MaxRunTime ? DeliveryReasons.OutOfTime
        : pipeline.Breaker.Remaining > TimeSpan.Zero ? Reason(pipeline.Breaker.State)
        : null;

    private static string Reason(DestinationState blocked) => blocked.Reason ?? DeliveryReasons.SpotifyUnavailable;

    private static SentRequest NotAttempted(ArraySegment<HashedEvent> events, string reason) =>
        SentRequest.NotAttempted(events, new DeliveryOutcome.Paused(reason));
}
