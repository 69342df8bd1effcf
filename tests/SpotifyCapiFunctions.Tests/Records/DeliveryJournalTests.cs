using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

[Collection(AzuriteCollection.Name)]
public sealed class DeliveryJournalTests(AzuriteCollection.Storage storage)
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StandingTime time = new();

    [Fact]
    public async Task Written_entries_are_found_by_event_oldest_first_and_only_with_that_event()
    {
        var containers = storage.Containers();
        var (first, second) = (Id(), Id());
        await WriteAsync(containers, Entry(At.AddSeconds(-2), "deferred", first, second), Entry(At.AddSeconds(-1), "delivered", second));

        var reader = new JournalReader(containers, time);
        var found = await reader.FindAsync(second, At.AddDays(-7), LogPlaces.None, CancellationToken.None);

        Assert.Equal(["deferred", "delivered"], found.Select(entry => entry.Outcome));
        Assert.All(found, entry => Assert.Equal(second, Assert.Single(entry.Events).EventId));
        Assert.Empty(await reader.FindAsync(Id(), At.AddDays(-7), LogPlaces.None, CancellationToken.None));
    }

    [Fact]
    public async Task Id_that_is_part_of_another_is_not_taken_for_it()
    {
        var containers = storage.Containers();
        var id = Id();
        await WriteAsync(containers, Entry(At.AddSeconds(-1), "delivered", id + "0"));

        Assert.Empty(await new JournalReader(containers, time).FindAsync(id, time.GetUtcNow().AddDays(-7), LogPlaces.None, CancellationToken.None));
    }

    [Fact]
    public async Task Id_with_special_characters_is_found()
    {
        var containers = storage.Containers();
        var id = $"ördér \"<1>\" + {Id()}";
        await WriteAsync(containers, Entry(At.AddSeconds(-1), "delivered", id));

        Assert.Single(await new JournalReader(containers, time).FindAsync(id, time.GetUtcNow().AddDays(-7), LogPlaces.None, CancellationToken.None));
    }

    [Fact]
    public async Task Entries_of_several_hours_are_listed_latest_first_within_the_time_asked_for()
    {
        var containers = storage.Containers();
        var ids = Enumerable.Range(0, 4).Select(_ => Id()).ToArray();
        foreach (var id in ids)
        {
            time.Advance(TimeSpan.FromHours(1));
            await WriteAsync(containers, Entry(time.GetUtcNow(), "delivered", id));
        }

        var listed = new List<string>();
        var filter = new EventFilter(At.AddHours(2), At.AddHours(3), null, null, null, null, []);
        foreach (var entry in (await new RequestList(new JournalReader(containers, time), new LogIndex(containers.Get(StorageNames.DeliveryJournal)), time).PageAsync(filter, 1000, CancellationToken.None)).Entries)
            listed.AddRange(entry.Events.Select(item => item.EventId));

        Assert.Equal([ids[2], ids[1]], listed.Where(ids.Contains));
    }

    [Fact]
    public async Task Failure_is_counted_and_never_thrown()
    {
        using var telemetry = new ConversionTelemetry();
        var failures = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == MetricNames.JournalFailures && ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref failures, value));
        listener.Start();
        await using var log = new AppendLog(NewContainers.Unreachable(), time);
        var journal = new DeliveryJournal(log, Intakes.Unwritten(), telemetry, NullLogger<DeliveryJournal>.Instance);

        await journal.WriteAsync([Entry(At, "delivered", Id())], CancellationToken.None);
        await journal.WriteAsync([Entry(At, "delivered", Id())], new CancellationToken(canceled: true));

        Assert.Equal(2, failures);
    }

    [Fact]
    public async Task Line_holds_nothing_but_the_entry()
    {
        var container = storage.NewContainer();
        await using (var log = new AppendLog(container, time))
        {
            using var telemetry = new ConversionTelemetry();
            await new DeliveryJournal(log, Intakes.Unwritten(), telemetry, NullLogger<DeliveryJournal>.Instance).WriteAsync(
                [Entry(At, "delivered", "order-1"), Entry(At, "dead", "order-2")], CancellationToken.None);
        }

        var lines = Encoding.UTF8.GetString(Assert.Single(await container.ContentAsync()).Value).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("{\"at\":\"2026-06-01T12:00:00+00:00\",\"destination\":\"main\"", lines[0], StringComparison.Ordinal);
        Assert.Empty(lines[2]);
    }

    private static string Id() => "order-" + Guid.NewGuid().ToString("N");

    private static JournalEntry Entry(DateTimeOffset at, string outcome, params IEnumerable<string> ids) => new(
        at, "main", "CapiDirect", "http://127.0.0.1/", "scope", "shop", 1, at, outcome, null, 200, "trace", 12.5, false,
        [.. ids.Select(id => new JournalEvent(id, "PURCHASE", "order", at, "granted", false, ["email 86e0b9e5"], 49.99m, "USD", null, []))]);

    private async Task WriteAsync(BlobContainers containers, params JournalEntry[] entries)
    {
        await using var log = new AppendLog(containers.Get(StorageNames.DeliveryJournal), time);
        using var telemetry = new ConversionTelemetry();
        await new DeliveryJournal(log, Intakes.Unwritten(), telemetry, NullLogger<DeliveryJournal>.Instance).WriteAsync(entries, CancellationToken.None);
    }
}
