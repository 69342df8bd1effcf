using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>
/// Sends events of one destination: batches them, posts, judges, and halves what Spotify refuses until the culprit is alone, so that one bad
/// event costs a logarithm of requests and never its neighbours.
/// </summary>
/// <param name="client">Posts.</param>
/// <param name="time">Measures durations.</param>
public sealed class EventSender(SpotifyClient client, TimeProvider time)
{
    /// <summary>Sends events and says for each request what came of it. A pause ends the sending: the rest has the same outcome untried.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="events">In order.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public async Task<IReadOnlyList<SentRequest>> SendAsync(
        Destination destination, IReadOnlyList<HashedEvent> events, CancellationToken cancellationToken)
    {
        var format = RequestFormats.For(destination.Profile);
        var results = new List<SentRequest>();
        var open = new Stack<ArraySegment<HashedEvent>>();
        open.Push(events.ToArray());
        while (open.TryPop(out var segment))
        {
            foreach (var body in RequestBatcher.Write(format, destination, segment))
            {
                var part = segment.Slice(body.First, body.Count);
                if (results.Count > 0 && results[^1].Outcome is DeliveryOutcome.Paused paused)
                {
                    results.Add(new SentRequest(part, null, paused, TimeSpan.Zero));
                    continue;
                }

                var start = time.GetTimestamp();
                var answer = await client.PostAsync(destination, body.Json, cancellationToken);
                var outcome = OutcomeTable.Judge(answer, body.Count);
                if (outcome is DeliveryOutcome.Split)
                {
                    var half = part.Count / 2;
                    open.Push(part[half..]);
                    open.Push(part[..half]);
                    continue;
                }

                results.Add(new SentRequest(part, answer as SpotifyAnswer.Responded, outcome, time.GetElapsedTime(start)));
            }
        }

        return results;
    }
}
