using System.Collections.Concurrent;
using System.Globalization;
using Testing.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>A client that behaves as a good one does: it sends the same again until it has an answer that promises something.</summary>
public sealed class FaultLoad(Scenario scenario, string prefix)
{
    /// <summary>Clients that send at once.</summary>
    public const int Senders = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<string, int> unsure = new(StringComparer.Ordinal);
    private int refused;

    /// <summary>For events that the test brings in by itself.</summary>
    public FaultLoad(Scenario scenario, IReadOnlyList<string> ids)
        : this(scenario, string.Empty) => Ids = ids;

    /// <summary>A few people only, so that finding one of them anywhere is quick.</summary>
    public Canaries Canaries { get; } = new();

    /// <summary>Answers that promise nothing, and requests without any.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>IP addresses, which Spotify takes as they are.</summary>
    public Canaries Addresses { get; } = new();

    /// <summary>
    /// Events of requests that ended without a promise although they had reached the app, and how often. They may be stored all the same,
    /// and the repeated request stores them once more. A connection that was never made stores nothing.
    /// </summary>
    public IReadOnlyDictionary<string, int> Unsure => unsure;

    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>Events that one message may hold: what the senders at work at once send.</summary>
    public int MostPerMessage { get; private set; } = 1;

    /// <summary>For example <c>?destination=main</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Sends more events in requests of a size; the id of every event begins with the prefix, or with <paramref name="other"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="perRequest">In one request, and so in one message.</param>
    /// <param name="other">Prefix of every second event.</param>
    public async Task SendAsync(int count, int perRequest, string? other = null)
    {
        (string Email, string Phone, string Ip)[] people = [.. Enumerable.Range(0, 5).Select(_ => (Canaries.Email(), Canaries.Phone(), Addresses.Ip()))];
        string[] ids = [.. Enumerable.Range(Ids.Count, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(i % 2 == 1 ? other ?? prefix : prefix)}-{i:00000}"))];
        Ids = [.. Ids, .. ids];
        MostPerMessage = Math.Max(MostPerMessage, perRequest * Senders);
        await Parallel.ForEachAsync(
            ids.Index().Chunk(perRequest),
            new ParallelOptions { MaxDegreeOfParallelism = Senders },
            async (events, _) => await SendUntilPromisedAsync(CanonicalEvents.Array(events.Select(Event)), [.. events.Select(each => each.Item)]));

        string Event((int Index, string Item) each) =>
            CanonicalEvents.Purchase(each.Item, people[each.Index % 5].Email, people[each.Index % 5].Phone, people[each.Index % 5].Ip);
    }

    /// <summary>Sends until it is told that it is enough, so that a fault finds somebody sending however quick the machine is.</summary>
    public KeptSending KeepSending(int perRequest, string? other = null) => new(async enough =>
    {
        while (!enough.IsCancellationRequested)
        {
            await SendAsync(Senders * perRequest, perRequest, other);
            await Task.Delay(Pause, CancellationToken.None);
        }
    });

    private async Task SendUntilPromisedAsync(string body, string[] ids)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < FaultSize.Limit)
        {
            try
            {
                var answer = await scenario.PostEventsAsync(body, Query);
                if (answer.Status is 200 or 202)
                    return;
                var isTheApps = answer.Status == 503 && answer.Headers.ContainsKey("Retry-After");
                Assert.True(isTheApps || (scenario.WorkerMayDie && answer is { Status: 500, Text: "" }), $"{answer.Status}: {answer.Text}");
                MayBeStored(ids);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // The app is not there yet.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The app was killed under the request.
                MayBeStored(ids);
            }

            Interlocked.Increment(ref refused);
            await Task.Delay(Pause);
        }

        throw new TimeoutException($"Nothing was promised within {FaultSize.Limit}.");
    }

    private void MayBeStored(string[] ids)
    {
        foreach (var id in ids)
            unsure.AddOrUpdate(id, 1, (_, count) => count + 1);
    }
}

/// <summary>A client at work; it ends with the test, also when that fails.</summary>
public sealed class KeptSending : IAsyncDisposable
{
    private readonly CancellationTokenSource enough = new();
    private readonly Task sending;

    public KeptSending(Func<CancellationToken, Task> send) => sending = send(enough.Token);

    /// <summary>Lets it finish what it has begun.</summary>
    public async Task StopAsync()
    {
        await enough.CancelAsync();
        await sending;
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        enough.Dispose();
    }
}
