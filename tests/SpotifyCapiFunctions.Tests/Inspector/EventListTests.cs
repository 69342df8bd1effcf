using SpotifyCapi.Records;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class EventListTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task Ten_thousand_events_are_paged_latest_first_without_gaps_or_repetitions()
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
    public async Task Outcome_is_the_one_by_now_however_late_it_came()
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
    public async Task Replayed_dead_letter_is_a_row_of_its_own_and_both_are_delivered()
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
    public async Task Events_without_a_line_are_listed_from_the_journal()
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
    public async Task Quiet_week_costs_one_listing_of_each_day_and_log_and_of_the_index_where_there_are_events()
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
    public async Task Lines_that_were_written_in_the_next_hour_keep_their_place()
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
