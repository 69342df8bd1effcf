using System.Collections.Concurrent;

namespace Benchmarks.Load;

/// <summary>Sends requests over a number of connections, each as soon as its last one is answered, and then waits for every event at Spotify.</summary>
internal sealed class LoadRun(LoadStack stack)
{
    private const int MostTries = 20;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, DateTimeOffset> accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> answers = [];
    private int refused;

    public async Task<LoadFigures> RunAsync(string name, IReadOnlyList<LoadRequest> requests, int connections)
    {
        var known = stack.Spotify.Received.Requests is [.., var last] ? last.Sequence : 0;
        await Console.Error.WriteLineAsync($"{name}, {connections} connections, {requests.Count} requests ...");
        var before = stack.Usage;
        var began = TimeProvider.System.GetTimestamp();
        await SendAsync(requests, connections);
        var taken = TimeProvider.System.GetElapsedTime(began);
        var arrivals = new Arrivals(stack.Spotify.Received, known);
        await arrivals.WaitAsync(accepted.Keys, DrainLimit);
        var delivered = TimeProvider.System.GetElapsedTime(began);
        return new LoadFigures(
            name, connections, accepted.Count, taken, delivered, Percentiles.Of(answers),
            Percentiles.Of(accepted.Select(pair => arrivals.DelayOf(pair.Key, pair.Value)).OfType<double>()),
            arrivals.Balance(accepted.Keys, refused), stack.Usage.Since(before));
    }

    /// <summary>Sends them, and waits for nothing but the answers.</summary>
    public async Task SendAsync(IReadOnlyList<LoadRequest> requests, int connections)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = connections };
        using var client = new HttpClient(handler) { BaseAddress = stack.App.Address, Timeout = TimeSpan.FromSeconds(30) };
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < requests.Count)
                await SendAsync(client, requests[i]);
        })));
    }

    // A sender that is told to come back does so, as shops do; how often that was stands in the balance.
    private async Task SendAsync(HttpClient client, LoadRequest request)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var message = request.Message();
            using var answer = await client.SendAsync(message);
            answers.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            if (answer.IsSuccessStatusCode)
            {
                var now = TimeProvider.System.GetUtcNow();
                foreach (var id in request.Ids)
                    accepted[id] = now;
                return;
            }

            Interlocked.Increment(ref refused);
            await Task.Delay(PauseAfterRefusal);
        }
    }
}

/// <summary>What one run showed.</summary>
/// <param name="Taken">Until the last request was answered.</param>
/// <param name="Delivered">Until the last event was at Spotify.</param>
/// <param name="Answer">Milliseconds until the 202.</param>
/// <param name="Delivery">Milliseconds from the 202 to Spotify.</param>
/// <param name="Balance">What became of the events.</param>
/// <param name="Usage">Processor time of the run, and memory at its end.</param>
internal sealed record LoadFigures(
    string Name,
    int Connections,
    int Events,
    TimeSpan Taken,
    TimeSpan Delivered,
    Percentiles Answer,
    Percentiles Delivery,
    Balance Balance,
    Usage Usage)
{
    public double EventsPerSecond => Events / Delivered.TotalSeconds;

    public double TakenPerSecond => Events / Taken.TotalSeconds;
}
