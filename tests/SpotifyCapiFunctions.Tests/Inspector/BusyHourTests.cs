using SpotifyCapi.Records;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class BusyHourTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private const int Batches = 300;
    private const int EventsOfABatch = 100;

    private static readonly string[][] Asked =
    [
        ["waiting"], ["delivered"], ["deferred"], ["dead"], ["rejected"], ["waiting", "rejected"], ["dead", "deferred", "ignored"], ["delivered", "waiting", "deferred", "dead"],
    ];

    /// <summary>Two thirds of the events have a line, as after a flood.</summary>
    [Fact]
    public async Task Outcome_that_few_have_is_found_in_a_few_readings_however_many_events_the_hour_has()
    {
        await using var parts = new InspectorParts(storage);
        for (var batch = 0; batch < Batches; batch++)
        {
            parts.Time.Advance(TimeSpan.FromSeconds(10));
            IngestRecord[] arrivals = [.. Enumerable.Range(0, EventsOfABatch).Select(i => parts.Accept($"order-{batch:D3}-{i:D2}"))];
            await parts.PlaceAsync("delivered", null, arrivals[1..]);
            await parts.PlaceAsync(batch % 100 == 0 ? "dead" : "delivered", batch % 100 == 0 ? "expired" : null, arrivals[0]);
            await parts.Log.FlushAsync(default);
        }

        var rows = await parts.ListAsync(10, "dead");

        Assert.Equal(["order-200-00 expired", "order-100-00 expired", "order-000-00 expired"], rows.Select(row => $"{row.EventId} {row.Reason}"));

        // The hour before may have lines that were written in this one.
        Assert.Equal((3 + 1, 6 + 1), Readings(parts));
        Assert.Empty(await parts.ListAsync(10, "rejected"));
        Assert.Equal((4 + 2, 7), Readings(parts));
    }

    /// <summary>However an hour is cut, the answer is what the list of all events says.</summary>
    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 0)]
    public async Task Outcome_finds_the_same_events_however_many_are_looked_at_together(int seed, int listed)
    {
        await using var parts = new InspectorParts(storage, new IngestOptions { ListedEventsPerSecond = listed });
        await LiveAsync(parts, new Random(seed));
        var all = await parts.ListAsync(1000);

        foreach (var (few, many) in ((int, int)[])[(5000, 500_000), (1, 20), (7, 500_000)])
        {
            parts.CutHours(few, many);
            foreach (var outcomes in Asked)
                Assert.Equal(Told(all.Where(row => outcomes.Contains(row.Outcome))), Told(await parts.ListAsync(25, outcomes)));
        }

        Assert.All(Asked.SelectMany(outcomes => outcomes).Except(listed > 0 ? [] : ["waiting", "rejected", "ignored"]), outcome => Assert.Contains(all, row => row.Outcome == outcome));
    }

    /// <summary>However far the logs are indexed, the pages are what they are without; and the first one is read from the end.</summary>
    [Fact]
    public async Task Indexed_hours_give_the_same_pages_for_fewer_bytes()
    {
        await using var parts = new InspectorParts(storage);
        var eventsOfABatch = TestForm.Of(40, EventsOfABatch);
        for (var part = 0; part < 4; part++)
        {
            for (var batch = 0; batch < 60; batch++)
            {
                parts.Time.Advance(TimeSpan.FromSeconds(14));
                IngestRecord[] arrivals = [.. Enumerable.Range(0, eventsOfABatch).Select(i => parts.Accept($"order-{part}-{batch:D3}-{i:D2}"))];
                await parts.PlaceAsync("delivered", null, arrivals[1..]);
                await parts.PlaceAsync(batch % 9 == 0 ? "dead" : "deferred", "timeout", arrivals[0]);
                await parts.Log.FlushAsync(default);
            }

            if (part < 3)
                await new LogIndexing(parts.Container, parts.Time).RunAsync(DateTimeOffset.MaxValue, default);
        }

        parts.CutHours(50, 3000);
        var indexed = await PagesAsync(parts);
        var first = parts.Requests.Bytes;
        await PageAsync(parts);
        first = parts.Requests.Bytes - first;
        await foreach (var blob in parts.Container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, "index/", default))
            await parts.Container.DeleteBlobAsync(blob.Name);

        Assert.Equal(await PagesAsync(parts), indexed);
        var all = parts.Requests.Bytes;
        await PageAsync(parts);
        Assert.InRange(first, 1, (parts.Requests.Bytes - all) / 2);
    }

    private static Task<EventPageJson> PageAsync(InspectorParts parts) => parts.Events.PageAsync(
        new EventFilter(parts.Time.GetUtcNow().AddDays(-2), parts.Time.GetUtcNow(), null, null, null, null, []), 50, null, default);

    private static async Task<IReadOnlyList<string>> PagesAsync(InspectorParts parts) =>
    [
        .. Told(await parts.ListAsync(900)), .. Told(await parts.ListAsync(20, "dead")), .. Told(await parts.ListAsync(100, "deferred", "rejected")),
    ];

    private static (int Lines, int Journal) Readings(InspectorParts parts) =>
        (parts.Requests.Readings("/ingest/2026"), parts.Requests.Readings("/12-") - parts.Requests.Readings("/ingest/2026"));

    private static IEnumerable<string> Told(IEnumerable<EventRowJson> rows) => rows.Select(row => $"{row.Key} {row.EventId} {row.Outcome} {row.Reason}");

    // Some hours in which events come, some again, are tried now and again or never, die and are replayed.
    private static async Task LiveAsync(InspectorParts parts, Random random)
    {
        var (waiting, dead) = (new List<IngestRecord>(), new List<IngestRecord>());
        for (var i = 0; i < TestForm.Of(30, 90); i++)
        {
            parts.Time.Advance(TimeSpan.FromSeconds(random.Next(300)));
            for (var n = random.Next(4); n > 0; n--)
                waiting.Add(parts.Accept(random.Next(8) > 0 ? $"order-{i}-{n}" : $"again-{random.Next(10)}-1"));
            parts.Refuse($"wrong-{i}", i % 3 == 0 ? IngestStatus.Rejected : IngestStatus.Ignored);
            Replay(parts, waiting, dead, random);
            await TryAsync(parts, waiting, dead, random);
            await parts.Log.FlushAsync(default);
        }
    }

    private static void Replay(InspectorParts parts, List<IngestRecord> waiting, List<IngestRecord> dead, Random random)
    {
        if (dead.Count > 0 && random.Next(6) == 0)
        {
            var again = dead[0] with { At = IngestRecord.WholeMilliseconds(parts.Time.GetUtcNow()), Replayed = true };
            dead.RemoveAt(0);
            parts.Log.Record(again);
            waiting.Add(again);
        }
    }

    // Ids tell what may become of an event: those that end in -3 wait or are put off for ever, and of one that comes again no copy dies.
    private static async Task TryAsync(InspectorParts parts, List<IngestRecord> waiting, List<IngestRecord> dead, Random random)
    {
        foreach (var arrival in waiting.Where(arrival => !arrival.EventId!.EndsWith("1-3", StringComparison.Ordinal) && random.Next(3) == 0).ToArray())
        {
            var mayEnd = !arrival.EventId!.EndsWith("-3", StringComparison.Ordinal);
            var mayDie = arrival.EventId.StartsWith("order-", StringComparison.Ordinal);
            var outcome = random.Next(10) switch { < 5 when mayEnd => "delivered", < 7 when mayEnd && mayDie => "dead", 7 => "paused", _ => "deferred" };
            await parts.PlaceAsync(outcome, outcome == "delivered" ? null : "timeout", arrival);
            if (outcome is "delivered" or "dead")
                waiting.Remove(arrival);
            if (outcome == "dead")
                dead.Add(arrival);
        }
    }
}
