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
