using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Tests.Queues;

/// <summary>What a queue function does in a test, and what it has seen.</summary>
public sealed class QueueProbe
{
    private int running;
    private int most;

    public ConcurrentQueue<(string Body, long DequeueCount)> Seen { get; } = new();

    public int MostAtOnce => most;

    public Func<QueueMessage, CancellationToken, Task> Work { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        var now = Interlocked.Increment(ref running);
        InterlockedMax(now);
        Seen.Enqueue((message.Body.ToString(), message.DequeueCount));
        try
        {
            await Work(message, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private void InterlockedMax(int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    public sealed class Function(QueueProbe probe)
    {
        [Function("Probe")]
        public Task RunAsync([QueueTrigger("%ProbeQueue%")] QueueMessage message, CancellationToken cancellation) =>
            probe.RunAsync(message, cancellation);
    }
}
