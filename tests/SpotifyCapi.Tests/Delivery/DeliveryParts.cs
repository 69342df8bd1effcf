using System.Net;
using System.Text.Json;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Tests.Settings;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>A delivery with real parts between a scripted network and recorded stores.</summary>
internal sealed class DeliveryParts : IDisposable
{
    private readonly Network network;
    private readonly ConversionTelemetry telemetry = new();
    private readonly HttpClient http;

    public DeliveryParts(Func<IReadOnlyList<string>, int> spotify)
    {
        network = new Network(spotify, Requests);
        http = new HttpClient(network);
        Lanes = new DestinationPipelines([Destination], new BreakerOptions(), Time);
        Schedule = new RetrySchedule(() => 0.5, new RetryScheduleOptions());
        Deferral = new Deferral(Queue, Schedule, telemetry, Time);
        var client = TestDestinations.Client(http, new FakeSecrets((string.Empty, "token")), Time);
        var sender = new EventSender(client, new ImmediateRetries(new ImmediateRetryOptions { Tries = 1 }, () => 0.5, Time), Time);
        Delivery = new EnvelopeDelivery(Lanes, sender, Deferral, Letters, Journal, telemetry, Time);
    }

    // So many a second that the budget never waits for the clock that stands still.
    public static Destination Destination { get; } = new()
    {
        Name = "main",
        Endpoint = new Uri("http://127.0.0.1/events/"),
        ConnectionId = Guid.Empty.ToString(),
        MaxRequestsPerSecond = 1_000_000,
    };

    public ManualTime Time { get; } = new();

    private static NormalizedEmail Jane => EmailNormalizer.TryNormalize("jane.doe@example.com", out var email) ? email : throw new InvalidOperationException();

    public RecordedQueue Queue { get; } = new();

    public RecordedLetters Letters { get; } = new();

    public RecordedJournal Journal { get; } = new();

    public List<IReadOnlyList<string>> Requests { get; } = [];

    public DestinationPipelines Lanes { get; }

    public RetrySchedule Schedule { get; }

    public Deferral Deferral { get; }

    public EnvelopeDelivery Delivery { get; }

    public static QueueEnvelope Envelope(int attempt, params IEnumerable<string> ids) => new(
        new EnvelopeHeader("main", "shop", attempt, ManualTime.Start), [.. ids.Select(id => Event(id))]);

    public static AcceptedEvent Event(string id, string? url = null) => new(
        new EventFacts
        {
            Event = StandardEvent.Purchase,
            SourceEventName = "order",
            EventId = id,
            EventTime = ManualTime.Start,
            OptOutTargeting = false,
            Money = new Money(49.99m, "USD"),
            EventSourceUrl = url,
        },
        new IdentifierSet { Emails = [Jane], IpAddress = "203.0.113.42" });

    public void Dispose()
    {
        http.Dispose();
        network.Dispose();
        Lanes.Dispose();
        telemetry.Dispose();
    }

    private sealed class Network(Func<IReadOnlyList<string>, int> spotify, List<IReadOnlyList<string>> requests) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            string[] ids = [.. json.RootElement.GetProperty("conversion_events").GetProperty("events").EnumerateArray().Select(item => item.GetProperty("event_id").GetString()!)];
            requests.Add(ids);
            var status = (HttpStatusCode)spotify(ids);

            // As a real connection would: whoever gives up never learns the answer.
            cancellationToken.ThrowIfCancellationRequested();
            return new HttpResponseMessage(status) { Content = new StringContent("{}") };
        }
    }
}

/// <summary>A queue in memory that can refuse, or store and then fail as a lost connection would.</summary>
internal sealed class RecordedQueue : IEventQueue
{
    public List<(QueueEnvelope Envelope, TimeSpan? Delay)> Sent { get; } = [];

    public bool Refuses { get; set; }

    public bool FailsAfterwards { get; set; }

    public IEnumerable<string> Ids => Sent.SelectMany(message => message.Envelope.Events).Select(item => item.Facts.EventId);

    public Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refuses)
            return Task.FromResult(false);
        Assert.True(body.Length <= QueueEnvelope.MaxBytes);
        Assert.True(EnvelopeReader.TryRead(body, out var envelope));
        Sent.Add((envelope, visibleAfter));
        return FailsAfterwards ? throw new IOException("The answer was lost.") : Task.FromResult(true);
    }
}

/// <summary>Dead letters in memory; the same fault.</summary>
internal sealed class RecordedLetters : IDeadLetterStore
{
    public List<DeadLetter> Kept { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>How many it takes before it is down.</summary>
    public int Room { get; set; } = int.MaxValue;

    public bool FailsAfterwards { get; set; }

    public Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDown || Kept.Count == Room)
            throw new IOException("The store is down.");
        Kept.Add(letter);
        return FailsAfterwards ? throw new IOException("The answer was lost.") : Task.CompletedTask;
    }
}

/// <summary>A journal in memory.</summary>
internal sealed class RecordedJournal : IDeliveryJournal
{
    public List<IReadOnlyList<JournalEntry>> Writes { get; } = [];

    public Task WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Writes.Add(entries);
        return Task.CompletedTask;
    }
}
