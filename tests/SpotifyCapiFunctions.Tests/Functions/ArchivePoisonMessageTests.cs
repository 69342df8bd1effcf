using System.Buffers;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
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
    private readonly StandingTime time = new();
    private readonly List<DeadLetter> kept = [];
    private readonly List<JournalEntry> journal = [];
    private readonly FakeLogger<UnreadableMessages> log = new();
    private readonly FakeLogger<ArchivePoisonMessage> own = new();
    private int room = int.MaxValue;
    private bool journalFails;

    public void Dispose() => telemetry.Dispose();

    [Theory]
    [InlineData(PhoneFormat.E164)]
    [InlineData(PhoneFormat.E164Digits)]
    public async Task Events_of_a_given_up_message_become_dead_letters_hashed_as_the_destination_wants(PhoneFormat format)
    {
        await RunAsync(Message("main", "a", "b"), format);

        Assert.Equal([("a", "poison"), ("b", "poison")], kept.Select(letter => (letter.Event.Facts.EventId, letter.Reason)));
        var expected = Sha256Digest.Of(format == PhoneFormat.E164 ? "+14155552671" : "14155552671");
        Assert.All(kept, letter => Assert.Equal(expected, letter.Event.Identifiers.Phone));
        Assert.Equal("dead", Assert.Single(journal).Outcome);
    }

    /// <summary>The host runs the function ten times and then lets the message expire in seven days.</summary>
    [Fact]
    public async Task Dead_letter_that_cannot_be_written_sends_the_message_back_to_where_nothing_expires()
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
    public async Task Store_that_fails_halfway_keeps_each_event_in_one_place_only()
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
    public async Task Rest_that_the_queue_does_not_take_keeps_the_message_and_counts_nothing()
    {
        (room, queue.Refuses) = (1, true);

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("main", "a", "b")));

        Assert.Empty(journal);
    }

    [Fact]
    public async Task Neither_dead_letter_nor_queue_keeps_the_message()
    {
        (room, queue.Refuses) = (0, true);

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("main", "a")));
    }

    [Fact]
    public async Task Message_of_an_unknown_destination_goes_back_as_it_is_instead_of_being_hashed_by_guess()
    {
        await RunAsync(Message("gone", "a"));

        Assert.Empty(kept);
        var (envelope, delay) = Assert.Single(queue.Sent);
        Assert.Equal(("gone", TimeSpan.FromMinutes(10)), (envelope.Header.Destination, delay));
        Assert.NotNull(Assert.Single(envelope.Events).Identifiers.Phone);
    }

    [Fact]
    public async Task Message_that_the_queue_does_not_take_back_stays()
    {
        queue.Refuses = true;

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(Message("gone", "a")));
        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync("""{"v":2,"dest":"main"}"""u8.ToArray()));
    }

    [Fact]
    public async Task Message_of_others_that_cannot_be_noted_goes_back_to_where_nothing_expires()
    {
        await RunAsync("somebody else's"u8.ToArray());

        Assert.Equal("somebody else's"u8.ToArray(), Assert.Single(queue.Bodies));
    }

    [Fact]
    public async Task Exception_that_nobody_has_foreseen_sends_the_message_back_as_it_is()
    {
        var body = Message("main", "a", "b");
        var text = new PlantedFailure(Convert.ToBase64String(body));

        await RunAsync(new BinaryData(text.Memory));

        Assert.True(text.HasFailed);
        Assert.Equal(body, Assert.Single(queue.Bodies));
        Assert.Empty(kept);
        var (level, line) = Assert.Single(log.Entries());
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(BadImageFormatException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.doe@example.com", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_that_nobody_has_foreseen_and_a_queue_that_refuses_keep_the_message()
    {
        queue.Refuses = true;

        await Assert.ThrowsAsync<DeferralFailedException>(() => RunAsync(new BinaryData(new PlantedFailure("e30=").Memory)));
    }

    /// <summary>The events have their place, so a message that came back would be sent although it can be replayed.</summary>
    [Fact]
    public async Task Journal_that_fails_unforeseen_puts_nothing_back_and_its_cause_is_logged_once()
    {
        journalFails = true;

        await RunAsync(Message("main", "a", "b"));

        Assert.Equal(2, kept.Count);
        Assert.Empty(queue.Bodies);
        var (level, line) = Assert.Single(own.Entries());
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains($"{nameof(InvalidOperationException)}    at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.doe@example.com", line, StringComparison.Ordinal);
    }

    Task IDeadLetterStore.KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (kept.Count == room)
            throw new IOException("The store is down.");
        kept.Add(letter);
        return Task.CompletedTask;
    }

    Task IDeliveryJournal.WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        if (journalFails)
            throw new InvalidOperationException("jane.doe@example.com");
        journal.AddRange(entries);
        return Task.CompletedTask;
    }

    private static byte[] Message(string destination, params IEnumerable<string> ids)
    {
        var header = new EnvelopeHeader(destination, "shop", 0, Letters.Accepted);
        var person = new IdentifierSet { Phone = PhoneNormalizer.Normalize("+14155552671", [], []).Number };
        return EnvelopePacker.Pack(header, [.. ids.Select(id => new AcceptedEvent(Letters.Of(id).Event.Facts, person))]).Envelopes[0].Body.ToArray();
    }

    private Task RunAsync(byte[] body, PhoneFormat format = PhoneFormat.E164) =>
        RunAsync(BinaryData.FromString(Convert.ToBase64String(body)), format);

    private async Task RunAsync(BinaryData text, PhoneFormat format = PhoneFormat.E164)
    {
        var nowhere = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var blobs = Letters.Store(new BlobContainerClient(new Uri("http://127.0.0.1:9/account/dead-letters"), nowhere));
        var keeper = new UnreadableMessages(queue, blobs, telemetry, time, log);
        using var lanes = new DestinationPipelines([Main with { PhoneFormat = format }], new BreakerOptions(), time);
        await new ArchivePoisonMessage(lanes, this, keeper, this, telemetry, time, own).Run(QueuesModelFactory.QueueMessage("id", "receipt", text, 10));
    }

    /// <summary>The text of a message that cannot be looked at the first time, as if its reader had a bug.</summary>
    private sealed class PlantedFailure(string text) : MemoryManager<byte>
    {
        public bool HasFailed { get; private set; }

        public override Span<byte> GetSpan()
        {
            if (HasFailed)
                return Encoding.ASCII.GetBytes(text);
            HasFailed = true;
            throw new BadImageFormatException("jane.doe@example.com");
        }

        public override Memory<byte> Memory => CreateMemory(text.Length);

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
