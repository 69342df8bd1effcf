using System.Threading.Channels;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>A queue that holds every message until the test says what becomes of it.</summary>
internal sealed class HeldQueue : IEventQueue
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<Message> arrived = Channel.CreateUnbounded<Message>();

    /// <summary>Messages that nobody has fetched with <see cref="NextAsync"/> yet.</summary>
    public int Waiting => arrived.Reader.Count;

    public Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        Assert.Null(visibleAfter);
        Assert.InRange(body.Length, 1, QueueEnvelope.MaxBytes);
        Assert.True(EnvelopeReader.TryRead(body, out var envelope));
        var message = new Message(envelope);
        Assert.True(arrived.Writer.TryWrite(message));
        return message.Answer.Task;
    }

    /// <summary>The next message that was sent.</summary>
    public Task<Message> NextAsync() => arrived.Reader.ReadAsync().AsTask().WaitAsync(Limit);

    internal sealed record Message(QueueEnvelope Envelope)
    {
        /// <summary>Bytes of its events before compression, which is what a message may hold.</summary>
        public int Size => Assert.Single(EnvelopePacker.Write(Envelope.Header, Envelope.Events).Parts).Json.Length;

        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEnumerable<string> Ids => Envelope.Events.Select(accepted => accepted.Facts.EventId);

        public void Confirm() => Answer.SetResult(true);

        public void Refuse() => Answer.SetResult(false);
    }
}
