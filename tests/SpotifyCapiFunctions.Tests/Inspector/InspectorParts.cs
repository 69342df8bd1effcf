using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Records;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>The inspector's parts on a container and queues of a test's own, in Azurite.</summary>
internal sealed class InspectorParts : IAsyncDisposable
{
    private readonly AppendLog lines;
    private readonly AppendLog tallies;
    private readonly AppendLog journal;
    private readonly ConversionTelemetry telemetry = new();
    private readonly DestinationPipelines lanes;
    private readonly JournalReader entries;
    private readonly DeadLetterStore letters;
    private readonly QueueDepth depth;

    public InspectorParts(AzuriteCollection.Storage storage, IngestOptions? options = null)
    {
        Container = storage.NewContainer(Requests);
        Settings = Configured.Load();
        (lines, tallies, journal) = (new(Container, Time, "ingest/"), new(Container, Time, "tally/"), new(Container, Time));
        Log = new IngestLog(lines, tallies, options ?? new IngestOptions(), telemetry, Time, new FakeLogger<IngestLog>());
        Journal = new DeliveryJournal(journal, Log, telemetry, new FakeLogger<DeliveryJournal>());
        Tallies = NewTallies();
        Arrivals = new ArrivalReader(new AppendLogReader(Container, "ingest/"), Time);
        Index = new LogIndex(Container);
        lanes = new DestinationPipelines(Settings.Destinations.Values, Settings.Breaker, Time);
        Queue = storage.NewQueue();
        depth = new QueueDepth(Queue, storage.NewQueue(), StorageParts.Trouble(), TimeProvider.System);
        Summary = NewSummary(Tallies);
        entries = new JournalReader(new AppendLogReader(Container), Time);
        List = new RequestList(entries, Index, Time);
        Events = new EventList(Arrivals, entries, Tallies, Index, Time);
        letters = Letters.Store(storage.NewContainer());
        History = NewHistory(Index);
    }

    public StandingTime Time { get; } = new();

    public RecordedRequests Requests { get; } = new();

    public Azure.Storage.Blobs.BlobContainerClient Container { get; }

    public Azure.Storage.Queues.QueueClient Queue { get; }

    public AppSettings Settings { get; }

    public Destination Main => Settings.Destinations["main"];

    public IngestLog Log { get; }

    public IDeliveryJournal Journal { get; }

    public TallyReader Tallies { get; }

    public ArrivalReader Arrivals { get; }

    public SummaryReport Summary { get; }

    public RequestList List { get; }

    public EventList Events { get; private set; }

    public DeliveryHistory History { get; }

    public LogIndex Index { get; }

    public DeliveryHistory NewHistory(LogIndex index) => new(Arrivals, entries, index, letters, Settings.Destinations, Time);

    public EventList NewEvents(LogIndex index) => new(Arrivals, entries, Tallies, index, Time);

    /// <summary>Of a process that has read nothing yet.</summary>
    public TallyReader NewTallies() => new(new AppendLogReader(Container, "tally/"), new TallySums(Container, Time), Time);

    public SummaryReport NewSummary(TallyReader of) => new(of, depth, lanes, Log, Settings.RetrySchedule, Time);

    /// <summary>From now on, an hour with more than a few events is a busy one.</summary>
    public void CutHours(int few, int many) => Events = new EventList(Arrivals, entries, Tallies, Index, Time) { FewEvents = few, ManyEvents = many };

    /// <summary>Notes an event that was accepted now.</summary>
    public IngestRecord Accept(string id)
    {
        var decision = new EventValidator(Time).Validate(Intakes.Purchase(id), Main);
        var arrival = SpotifyCapi.Records.IngestRecord.Accepted(Assert.IsType<EventDecision.Accepted>(decision).Event, "shop", Main, Time.GetUtcNow());
        Log.Record(arrival);
        return arrival;
    }

    /// <summary>Notes an event that was not accepted.</summary>
    public void Refuse(string id, string status, string? reason = null) =>
        Log.Record(SpotifyCapi.Records.IngestRecord.Other(Intakes.Purchase(id), status, "shop", Main, Time.GetUtcNow()) with { Reason = reason });

    /// <summary>Journals what came of accepted events.</summary>
    public Task PlaceAsync(string outcome, string? reason, params IngestRecord[] arrivals) => Journal.WriteAsync(
        [
            .. arrivals.GroupBy(arrival => arrival.At).Select(group => new JournalEntry(
                Time.GetUtcNow(), "main", "CapiDirect", "https://capi.example/", "scope", "shop", 1, group.Key, outcome, reason, outcome == "delivered" ? 200 : null, null, 5, false,
                [.. group.Select(arrival => new JournalEvent(arrival.EventId!, arrival.EventName!, "PURCHASE", arrival.EventTime!.Value, "unknown", true, ["email 86e0b9e5…"], 1, "EUR", null, []))])),
        ],
        CancellationToken.None);

    public Task<SummaryJson> SummarizeAsync(TimeSpan back) => Summary.CreateAsync(Time.GetUtcNow() - back, Time.GetUtcNow(), CancellationToken.None);

    public async Task<List<EventRowJson>> ListAsync(int limit, params string[] outcomes)
    {
        var filter = new EventFilter(Time.GetUtcNow().AddDays(-2), Time.GetUtcNow(), null, null, null, null, outcomes);
        var (rows, after) = (new List<EventRowJson>(), (ListPosition?)null);
        while (true)
        {
            var page = await Events.PageAsync(filter, limit, after, CancellationToken.None);
            Assert.True(page.Events.Count <= limit);
            rows.AddRange(page.Events);
            if (page.Next is null)
                return rows;
            Assert.True(ListPosition.TryParse(page.Next, out var next));
            after = next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await lines.DisposeAsync();
        await tallies.DisposeAsync();
        await journal.DisposeAsync();
        lanes.Dispose();
        telemetry.Dispose();
    }
}
