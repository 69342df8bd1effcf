using System.Threading.Channels;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>A group commit on a queue whose answers the test gives, and requests to store.</summary>
public abstract class GroupCommitTest
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private protected static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private protected readonly HeldQueue queue = new();

    // Never disposed but in the test about it: the end waits for messages that a failing test leaves unanswered.
    private protected GroupCommit Commit(TimeSpan? window = null, int bytes = QueueEnvelope.MaxBytes) =>
        new(queue, new IngestOptions { GroupWindow = window ?? Hour, GroupBytes = bytes }, TimeProvider.System);

    private protected static async Task<bool> StoreAsync(
        GroupCommit commit, string id, string source = "shop", string destination = "main", string? trace = null, DateTimeOffset? at = null,
        CancellationToken token = default)
    {
        var header = new EnvelopeHeader(destination, source, 0, at ?? Now, trace);
        return Assert.Single(await commit.StoreAsync(header, EnvelopePacker.Write(header, [Event(id)]), token)).IsStored;
    }

    private protected static async Task<bool> StoreAsync(GroupCommit commit, AcceptedEvent[] events)
    {
        var header = new EnvelopeHeader("main", "shop", 0, Now);
        return (await commit.StoreAsync(header, EnvelopePacker.Write(header, events), default)).All(part => part.IsStored);
    }

    private protected static string TraceOf(int number, bool recorded) =>
        $"00-4bf92f3577b34da6a3ce929d0e0e473{number}-00f067aa0ba902b7-0{(recorded ? 1 : 0)}";

    private protected static AcceptedEvent Event(string id, string? name = null) => new(
        new EventFacts
        {
            Event = StandardEvent.Purchase,
            SourceEventName = "PURCHASE",
            EventId = id,
            EventTime = Now,
            OptOutTargeting = true,
            ContentName = name,
        },
        new IdentifierSet { HashedEmails = [Sha256Digest.Of("jane.doe@example.com".AsSpan())] });
}

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
