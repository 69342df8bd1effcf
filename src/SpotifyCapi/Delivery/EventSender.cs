using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>
/// Sends events of one destination: batches them, posts, judges, and halves what Spotify refuses until the culprit is alone, so that one bad
/// event costs a logarithm of requests and never its neighbours.
/// </summary>
/// <param name="client">Posts.</param>
/// <param name="tries">The inner ring of tries.</param>
/// <param name="time">Measures durations.</param>
public sealed class EventSender(SpotifyClient client, IQuickTries tries, TimeProvider time)
{
    /// <summary>
    /// How long one invocation goes on beginning requests. The host ends it after five minutes (<c>functionTimeout</c>), and then everything
    /// that it has sent would be sent again; a slow destination or a low rate must not lead there.
    /// </summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(3);

    /// <summary>Sends events and says for each request what came of it. While the breaker blocks, the rest is not tried.</summary>
    /// <param name="lane">Where to.</param>
    /// <param name="events">In order.</param>
    /// <param name="stopping">
    /// The host is stopping: nothing is begun any more. What is under way is waited for; its events would be sent again otherwise, whatever
    /// became of them.
    /// </param>
    public async Task<IReadOnlyList<SentRequest>> SendAsync(
        DestinationLane lane, IReadOnlyList<HashedEvent> events, CancellationToken stopping)
    {
        var format = RequestFormats.For(lane.Destination.Profile);
        var results = new List<SentRequest>();
        var open = new Stack<ArraySegment<HashedEvent>>();
        var start = time.GetTimestamp();

        // Validation asks the profile of the time of acceptance. One event that the present one does not have must not hold up its neighbours.
        HashedEvent[] strange = [.. events.Where(@event => !format.Has(@event.Facts.Event))];
        if (strange.Length > 0)
            results.Add(new SentRequest(strange, null, new DeliveryOutcome.Rejected(DeliveryReasons.NotInProfile), TimeSpan.Zero));

        open.Push(strange.Length > 0 ? events.Where(@event => format.Has(@event.Facts.Event)).ToArray() : events.ToArray());
        while (open.TryPop(out var segment))
        {
            foreach (var body in RequestBatcher.Write(format, lane.Destination, segment))
            {
                var part = segment.Slice(body.First, body.Count);
                var sent = await SendAsync(lane, body, part, start, stopping);
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
        DestinationLane lane, RequestBody body, ArraySegment<HashedEvent> events, long began, CancellationToken stopping)
    {
        // What cannot be sent anyway waits for no turn.
        if (Obstacle(lane, began) is { } obstacle)
            return Untried(events, obstacle);

        try
        {
            return await SendInTurnAsync(lane, body, events, began, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Only a wait for a turn ends so.
            return Untried(events, DeliveryReasons.Stopping);
        }
    }

    private async Task<SentRequest> SendInTurnAsync(
        DestinationLane lane, RequestBody body, ArraySegment<HashedEvent> events, long began, CancellationToken stopping)
    {
        // Asked again, because the wait may be long, and those before may have found out that nothing is to be sent any more.
        using var slot = await lane.Budget.EnterAsync(LongestRun - time.GetElapsedTime(began), stopping);
        if (slot is null || time.GetElapsedTime(began) >= LongestRun)
            return Untried(events, DeliveryReasons.OutOfTime);

        stopping.ThrowIfCancellationRequested();
        if (!lane.Breaker.TryEnter(out var permit, out var blocked))
            return Untried(events, Reason(blocked));

        var start = time.GetTimestamp();

        // A probe is one request: a sick destination is asked, not pressed.
        var answer = permit.Probe > 0
            ? await client.PostAsync(lane.Destination, body.Json, CancellationToken.None)
            : await TryAsync(lane, body, stopping);
        var outcome = OutcomeTable.Judge(answer, body.Count);
        lane.Breaker.Record(permit, outcome);
        lane.Budget.Record(answer is SpotifyAnswer.Responded { Status: 429 });
        return new SentRequest(events, answer as SpotifyAnswer.Responded, outcome, time.GetElapsedTime(start));
    }

    private Task<SpotifyAnswer> TryAsync(DestinationLane lane, RequestBody body, CancellationToken stopping)
    {
        SpotifyAnswer? last = null;
        return tries.RunAsync(
            async (left, token) =>
            {
                // The first try has its turn; each further one counts against the rate like a request, and is left when its turn is far off.
                var start = time.GetTimestamp();
                if (last is not null && (lane.Breaker.Remaining > TimeSpan.Zero || !await lane.Budget.TryWaitAsync(LongestTurn, token)))
                    return new SpotifyAnswer.OutOfTime(last);

                return last = await client.PostAsync(lane.Destination, body.Json, left - time.GetElapsedTime(start), CancellationToken.None);
            },
            stopping);
    }

    private string? Obstacle(DestinationLane lane, long began) =>
        time.GetElapsedTime(began) >= LongestRun ? DeliveryReasons.OutOfTime
        : lane.Breaker.Remaining > TimeSpan.Zero ? Reason(lane.Breaker.State)
        : null;

    private static string Reason(DestinationState blocked) => blocked.Reason ?? DeliveryReasons.SpotifyUnavailable;

    private static SentRequest Untried(ArraySegment<HashedEvent> events, string reason) =>
        new(events, null, new DeliveryOutcome.Paused(reason), TimeSpan.Zero);
}
