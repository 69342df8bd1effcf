using System.Collections.Concurrent;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>A queue in memory that may refuse from some envelope on, and knows how many were under way at once.</summary>
internal sealed class RecordedEnvelopes : IEventQueue
{
    private readonly Lock gate = new();
    private int underWay;
    private int tried;

    public ConcurrentQueue<QueueEnvelope> Sent { get; } = new();

    /// <summary>How many envelopes it takes.</summary>
    public int Takes { get; set; } = int.MaxValue;

    /// <summary>What else happens when an envelope is taken.</summary>
    public Action? Taken { get; set; }

    /// <summary>What an envelope waits for before it is taken.</summary>
    public Func<Task> Held { get; set; } = async () => await Task.Yield();

    public int MostUnderWay { get; private set; }

    public IEnumerable<string> EventIds => Sent.SelectMany(envelope => envelope.Events).Select(@event => @event.Facts.EventId);

    public async Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            MostUnderWay = Math.Max(MostUnderWay, ++underWay);
        }

        await Held();
        var isTaken = Interlocked.Increment(ref tried) <= Takes;
        if (isTaken)
        {
            Assert.True(body.Length <= QueueEnvelope.MaxBytes);
            Assert.True(EnvelopeReader.TryRead(body, out var envelope));
            Sent.Enqueue(envelope);
            Taken?.Invoke();
        }

        lock (gate)
        {
            underWay--;
        }

        return isTaken;
    }
}
