using System.Collections.Concurrent;

namespace Testing.Harness;

/// <summary>
/// Compares what the app promised with what became of it: every accepted event is delivered, still queued, in poison or dead-lettered (I1),
/// and all sends of one event have the same bytes (I2).
/// </summary>
public sealed class Accounting(Scenario scenario)
{
    private readonly ConcurrentDictionary<string, int> accepted = new(StringComparer.Ordinal);

    /// <summary>The ids that answers named as accepted, or as here before.</summary>
    public IReadOnlyCollection<string> Accepted => [.. accepted.Keys];

    /// <summary>The ids that the stand-in has accepted.</summary>
    public IReadOnlySet<string> Delivered() =>
        scenario.Spotify.Received.Requests.Where(request => request.Accepted).SelectMany(request => request.Events)
            .Select(received => received.Id!).ToHashSet(StringComparer.Ordinal);

    /// <summary>For a client that sends in its own way.</summary>
    /// <param name="answer">An answer to events or a webhook.</param>
    /// <param name="path">Where the request went.</param>
    public void Note(Answer answer, string path)
    {
        if (path.StartsWith("/api/events", StringComparison.Ordinal) || path.StartsWith("/api/webhooks", StringComparison.Ordinal))
            Promise(answer.PromisedIds);
    }

    /// <summary>For events that a test puts into the queue by itself.</summary>
    public void Promise(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
            accepted.AddOrUpdate(id, 1, (_, count) => count + 1);
    }

    /// <summary>Draws the balance. Reads the queues, so stop the app before if anything may still be in them.</summary>
    /// <param name="deadLettered">Ids found in the dead-letter store.</param>
    public async Task<Balance> DrawAsync(params IEnumerable<string> deadLettered)
    {
        var delivered = Delivered();
        var queued = await Queues.EventIdsAsync(scenario.Queues.Conversions);
        var poison = await Queues.EventIdsAsync(scenario.Queues.Poison);
        var dead = deadLettered.ToHashSet();
        var kept = delivered.Concat(queued).Concat(poison).Concat(dead).ToHashSet(StringComparer.Ordinal);
        var summary = scenario.Spotify.Received.Summarize();
        return new Balance
        {
            Accepted = accepted.Count,
            Delivered = delivered.Count,
            Queued = queued.Distinct().Count(),
            Poison = poison.Distinct().Count(),
            Dead = dead.Count,
            Lost = [.. accepted.Keys.Where(id => !kept.Contains(id))],
            Unexpected = [.. kept.Where(id => !accepted.ContainsKey(id))],
            Duplicates = summary.Duplicates,
            Changed = summary.ChangedEventIds,
        };
    }
}
