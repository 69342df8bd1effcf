using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Records;

namespace SpotifyCapiFunctions.Tests.Functions;

/// <summary>Returning acknowledges the message, so whatever could not be kept must end in an exception.</summary>
public sealed class ArchivePoisonMessageTests : IDisposable, IDeadLetterStore, IDeliveryJournal
{
    private static readonly Destination Main = new() { Name = "main", Endpoint = new Uri("https://capi.spotify.example/capi-direct/events/") };

    private readonly RecordedQueue queue = new();
    private readonly ConversionTelemetry telemetry = new();
    private readonly ManualTime time = new();
    private readonly List<DeadLetter> kept = [];
    private readonly List<JournalEntry> journal = [];
    private int room = int.MaxValue;

    public void Dispose() => telemetry.Dispose();

    [Theory]
    [InlineData(PhoneFormat.E164)]
    [InlineData(PhoneFormat.E164Digits)]
    public async Task EventsOfAGivenUpMessage_BecomeDeadLettersHashedAsTheDestinationWants(PhoneFormat format)
    {
        await RunAsync(Message("main", "a", "b"), format);

        Assert.Equal([("a", "poison"), ("b", "poison")], kept.Select(letter => (letter.Event.Facts.EventId, letter.Reason)));
        var expected = Sha256Digest.Of(format == PhoneFormat.E164 ? "+14155552671" : "14155552671");
        Assert.All(kept, letter => Assert.Equal(expected, letter.Event.Identifiers.Phone));
        Assert.Equal("dead", Assert.Single(journal).Outcome);
    }

    /// <summary>The host runs the function ten times and then lets the message expire in seven days.</summary>
    [Fact]
    public async Task DeadLetterThatCannotBeWritten_SendsTheMessageBackToWhereNothingExpires()
    {
        room = 0;

        await RunAsync(Message("main", "a", "b"));

        Assert.Empty(journal);
        var (envelope, delay) = Assert.Single(queue.Sent);
        Assert.Equal(TimeSpan.FromMinutes(10), delay);
        Assert.Equal(["a", "b"], envelope.Events.Select(accepted => accepted.Facts.EventId));
    }

    /// <summary>Otherwise a replay would send what is delivered as well.</summary>
    [Fact]
    public async Task StoreThatFailsHalfway_KeepsEachEventInOnePlaceOnly()
    {
        room = 2;

        await RunAsync(Message("main", "a", "b", "c", "d"));

        Assert.Equal(["a", "b"], kept.Select(letter => letter.Event.Facts.EventId));
        Assert.Equal(["a", "b"], Assert.Single(journal).Events.Select(@event => @event.EventId));
        var (envelope, _) = Assert.Single(queue.Sent);
        Assert.Equal(["c", "d"], envelope.Events.Select(accepted => accepted.Facts.EventId));
        Assert.Equal(Letters.Accepted, envelope.Header.FirstQueued);
        Assert.All(envelope.Events, accepted => Assert.NotNull(accepted.Identifiers.Phone));
    }

    [Fact]
    public async Task RestThatTheQueueDoesNotTake_KeepsTheMessageAndCountsNothing()
    {
        (room, queue.Refuses) = (1, true);

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("main", "a", "b")));

        Assert.Empty(journal);
    }

    [Fact]
    public async Task NeitherDeadLetterNorQueue_KeepsTheMessage()
    {
        (room, queue.Refuses) = (0, true);

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("main", "a")));
    }

    [Fact]
    public async Task MessageOfAnUnknownDestination_GoesBackAsItIsInsteadOfBeingHashedByGuess()
    {
        await RunAsync(Message("gone", "a"));

        Assert.Empty(kept);
        var (envelope, delay) = Assert.Single(queue.Sent);
        Assert.Equal(("gone", TimeSpan.FromMinutes(10)), (envelope.Header.Destination, delay));
        Assert.NotNull(Assert.Single(envelope.Events).Identifiers.Phone);
    }

    [Fact]
    public async Task MessageThatTheQueueDoesNotTakeBack_Stays()
    {
        queue.Refuses = true;

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("gone", "a")));
        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync("""{"v":2,"dest":"main"}"""u8.ToArray()));
    }

    [Fact]
    public async Task MessageOfOthersThatCannotBeNoted_Stays() =>
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync("somebody else's"u8.ToArray()));

    Task IDeadLetterStore.KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (kept.Count == room)
            throw new IOException("The store is down.");
        kept.Add(letter);
        return Task.CompletedTask;
    }

    Task IDeliveryJournal.WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        journal.AddRange(entries);
        return Task.CompletedTask;
    }

    private static byte[] Message(string destination, params IEnumerable<string> ids)
    {
        var header = new EnvelopeHeader(destination, "shop", 0, Letters.Accepted);
        var person = new IdentifierSet { Phone = PhoneNormalizer.Normalize("+14155552671", [], []).Number };
        return EnvelopePacker.Pack(header, [.. ids.Select(id => new AcceptedEvent(Letters.Of(id).Event.Facts, person))]).Envelopes[0].Body.ToArray();
    }

    private async Task RunAsync(byte[] body, PhoneFormat format = PhoneFormat.E164)
    {
        var nowhere = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var blobs = Letters.Store(new BlobContainerClient(new Uri("http://127.0.0.1:9/account/dead-letters"), nowhere));
        var keeper = new UnreadableMessages(queue, blobs, telemetry, time, NullLogger<UnreadableMessages>.Instance);
        using var lanes = new DestinationPipelines([Main with { PhoneFormat = format }], new BreakerOptions(), time);
        await new ArchivePoisonMessage(lanes, this, keeper, this, telemetry, time).Run(
            QueuesModelFactory.QueueMessage("id", "receipt", BinaryData.FromString(Convert.ToBase64String(body)), 10));
    }
}
