using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;

namespace SpotifyCapiFunctions.Tests.Records;

/// <summary>A queue in memory that can refuse.</summary>
internal sealed class RecordedQueue : IEventQueue
{
    public List<(QueueEnvelope Envelope, TimeSpan? Delay)> Sent { get; } = [];

    /// <summary>Everything that was sent, readable or not.</summary>
    public List<byte[]> Bodies { get; } = [];

    public bool Refuses { get; set; }

    /// <summary>How many messages it takes at most.</summary>
    public int Room { get; set; } = int.MaxValue;

    public Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        lock (Sent)
        {
            if (Refuses || Sent.Count >= Room)
                return Task.FromResult(false);
            Bodies.Add(body.ToArray());
            if (EnvelopeReader.TryRead(body, out var envelope))
                Sent.Add((envelope, visibleAfter));
            return Task.FromResult(true);
        }
    }
}
