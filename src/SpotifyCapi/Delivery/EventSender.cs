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

    /// <summary>Sends events and says for each request what came of it. While the breaker blocks, the rest is not tried.</summary>
    /// <param name="lane">Where to.</param>
    /// <param name="events">In order.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public async Task<IReadOnlyList<SentRequest>> SendAsync(
        DestinationLane lane, IReadOnlyList<HashedEvent> events, CancellationToken cancellationToken)
    {
        var format = RequestFormats.For(lane.Destination.Profile);
        var results = new List<SentRequest>();
        var open = new Stack<ArraySegment<HashedEvent>>();
        var start = time.GetTimestamp();
        open.Push(events.ToArray());
        while (open.TryPop(out var segment))
        {
            foreach (var body in RequestBatcher.Write(format, lane.Destination, segment))
            {
                var part = segment.Slice(body.First, body.Count);
                var sent = time.GetElapsedTime(start) < LongestRun
                    ? await SendAsync(lane, body, part, cancellationToken)
                    : new SentRequest(part, null, new DeliveryOutcome.Paused(DeliveryReasons.OutOfTime), TimeSpan.Zero);
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
        DestinationLane lane, RequestBody body, ArraySegment<HashedEvent> events, CancellationToken cancellationToken)
    {
        if (!lane.Breaker.TryEnter(out var permit, out var blocked))
        {
            return new SentRequest(events, null, new DeliveryOutcome.Paused(blocked.Reason ?? DeliveryReasons.SpotifyUnavailable), TimeSpan.Zero);
        }

        using var slot = await lane.Budget.EnterAsync(cancellationToken);
        var start = time.GetTimestamp();

        // A probe is one request: a sick destination is asked, not pressed.
        var answer = permit.Probe > 0
            ? await client.PostAsync(lane.Destination, body.Json, cancellationToken)
            : await tries.RunAsync((left, token) => client.PostAsync(lane.Destination, body.Json, left, token), cancellationToken);
        var outcome = OutcomeTable.Judge(answer, body.Count);
        lane.Breaker.Record(permit, outcome);
        lane.Budget.Record(answer is SpotifyAnswer.Responded { Status: 429 });
        return new SentRequest(events, answer as SpotifyAnswer.Responded, outcome, time.GetElapsedTime(start));
    }
}
