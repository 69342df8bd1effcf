using SpotifyCapi.Records;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class EventListTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task TenThousandEvents_ArePagedLatestFirstWithoutGapsOrRepetitions()
    {
        await using var parts = new InspectorParts(storage);
        for (var batch = 0; batch < 100; batch++)
        {
            parts.Time.Advance(TimeSpan.FromMinutes(2));
            IngestRecord[] arrivals = [.. Enumerable.Range(0, 100).Select(i => parts.Accept($"order-{batch:D3}-{i:D3}"))];
            if (batch != 50)
                await parts.PlaceAsync("delivered", null, arrivals);
            await parts.Log.FlushAsync(default);
        }

        var rows = await parts.ListAsync(1000);

        Assert.Equal(10_000, rows.Select(row => row.EventId).Distinct().Count());
        Assert.Equal(10_000, rows.Count);
        Assert.Equal(rows.Select(row => row.At).OrderDescending(), rows.Select(row => row.At));
        Assert.Equal(("order-099-099", 9900), (rows[0].EventId, rows.Count(row => row.Outcome == "delivered")));
        Assert.Equal(100, (await parts.ListAsync(7, "waiting")).Count(row => row.EventId!.StartsWith("order-050-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Outcome_IsTheOneByNowHoweverLateItCame()
    {
        await using var parts = new InspectorParts(storage);
        var (late, dead, deferred) = (parts.Accept("late"), parts.Accept("dead"), parts.Accept("deferred"));
        parts.Accept("waiting");
        parts.Refuse("wrong", IngestStatus.Rejected, "amount_missing");
        await parts.PlaceAsync("dead", "rejected_by_spotify", dead);
        await parts.PlaceAsync("deferred", "timeout", deferred, late);
        await parts.Log.FlushAsync(default);
        parts.Time.Advance(TimeSpan.FromHours(9));
        await parts.PlaceAsync("delivered", null, late);
        await parts.Log.FlushAsync(default);

        var rows = await parts.ListAsync(2);

        Assert.Equal(
            ["dead dead rejected_by_spotify", "deferred deferred timeout", "late delivered ", "waiting waiting ", "wrong rejected amount_missing"],
            rows.Select(row => $"{row.EventId} {row.Outcome} {row.Reason}").Order());
    }

    [Fact]
    public async Task ReplayedDeadLetter_IsARowOfItsOwnAndBothAreDelivered()
    {
        await using var parts = new InspectorParts(storage);
        var dead = parts.Accept("order-1");
        await parts.PlaceAsync("dead", "expired", dead);
        parts.Time.Advance(TimeSpan.FromHours(5));
        var again = dead with { At = IngestRecord.WholeMilliseconds(parts.Time.GetUtcNow()), Replayed = true };
        parts.Log.Record(again);
        await parts.PlaceAsync("delivered", null, again);
        await parts.Log.FlushAsync(default);

        Assert.Equal(["delivered True", "delivered "], (await parts.ListAsync(10)).Select(row => $"{row.Outcome} {row.Replayed}"));
    }

    [Fact]
    public async Task EventsWithoutALine_AreListedFromTheJournal()
    {
        await using var parts = new InspectorParts(storage, new IngestOptions { ListedEventsPerSecond = 0 });
        var (a, b) = (parts.Accept("a"), parts.Accept("b"));
        await parts.PlaceAsync("deferred", "timeout", a, b);
        await parts.PlaceAsync("delivered", null, a);

        var rows = await parts.ListAsync(1);

        Assert.Equal(["a delivered", "b deferred"], rows.Select(row => $"{row.EventId} {row.Outcome}").Order());
        Assert.Equal(2, rows.Select(row => row.Key).Distinct().Count());
    }

    [Fact]
    public async Task QuietWeek_CostsOneListingOfEachDayAndLogAndOfTheIndexWhereThereAreEvents()
    {
        await using var parts = new InspectorParts(storage);
        await parts.PlaceAsync("dead", "expired", parts.Accept("a week ago"));
        await parts.Log.FlushAsync(default);
        parts.Time.Advance(TimeSpan.FromDays(6));
        await parts.PlaceAsync("delivered", null, parts.Accept("now"));
        await parts.Log.FlushAsync(default);
        var before = parts.Requests.Count("comp=list");

        var filter = new EventFilter(parts.Time.GetUtcNow().AddDays(-7), parts.Time.GetUtcNow(), null, null, null, null, []);
        var page = await parts.Events.PageAsync(filter, 10, null, default);

        Assert.Equal(["now delivered", "a week ago dead"], page.Events.Select(row => $"{row.EventId} {row.Outcome}"));
        Assert.InRange(parts.Requests.Count("comp=list") - before, 1, (2 * 8) + (2 * 2));
    }

    [Fact]
    public async Task LinesThatWereWrittenInTheNextHour_KeepTheirPlace()
    {
        await using var parts = new InspectorParts(storage);
        parts.Time.Advance(TimeSpan.FromMinutes(59.99));
        var arrival = parts.Accept("at the end of the hour");
        parts.Time.Advance(TimeSpan.FromMinutes(2));
        await parts.PlaceAsync("delivered", null, arrival);
        parts.Accept("after it");
        await parts.Log.FlushAsync(default);

        Assert.Equal(["after it waiting", "at the end of the hour delivered"], (await parts.ListAsync(1)).Select(row => $"{row.EventId} {row.Outcome}"));
    }
}
