using System.Text;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Inspector;

namespace SpotifyCapiFunctions.Tests.Records;

[Collection(AzuriteCollection.Name)]
public sealed class IngestLogTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task A_million_events_are_counted_while_lines_stay_bounded()
    {
        await using var parts = new InspectorParts(storage, new IngestOptions { ListedEventsPerSecond = 100 });
        var arrival = parts.Accept("row");
        for (var i = 1; i < 1_000_000; i++)
            parts.Log.Record(arrival);
        await parts.Log.FlushAsync(default);

        var totals = (await parts.SummarizeAsync(TimeSpan.FromHours(1))).Totals;
        var content = await parts.Container.ContentAsync();

        // A slow machine gives the budget time to grow by a few hundred.
        Assert.Equal(1_000_000, totals.Accepted);
        Assert.InRange(totals.Unlisted, 900_000, 1_000_000 - LineBudget.Burst);
        Assert.True(content.Values.Sum(blob => blob.Length) < 100_000 * 400);
    }

    [Fact]
    public async Task What_is_refused_has_a_budget_of_its_own()
    {
        await using var parts = new InspectorParts(storage);
        for (var i = 0; i < 5 * LineBudget.Burst; i++)
            parts.Refuse("wrong", IngestStatus.Rejected, "amount_missing");
        parts.Accept("good");
        await parts.Log.FlushAsync(default);

        Assert.Single(await parts.Arrivals.FindAsync("good", parts.Time.GetUtcNow().AddHours(-1), LogPlaces.None, default));
        Assert.InRange((await parts.SummarizeAsync(TimeSpan.FromHours(1))).Totals.Unlisted, 1, 4 * LineBudget.Burst);
    }

    [Fact]
    public async Task Zero_lines_count_all_the_same()
    {
        await using var parts = new InspectorParts(storage, new IngestOptions { ListedEventsPerSecond = 0 });
        parts.Accept("a");
        await parts.Log.FlushAsync(default);

        Assert.Equal((1, 1), (await parts.SummarizeAsync(TimeSpan.FromHours(1))).Totals is var totals ? (totals.Accepted, totals.Unlisted) : default);
        Assert.DoesNotContain(await parts.Container.ContentAsync(), blob => blob.Key.StartsWith("ingest/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Storage_that_is_down_is_counted_and_loses_no_figure()
    {
        using var telemetry = new ConversionTelemetry();
        var time = new StandingTime();
        var log = new FakeLogger<IngestLog>();
        await using var nowhere = new AppendLog(NewContainers.Unreachable(), time, "tally/");
        await using var lines = new AppendLog(NewContainers.Unreachable(), time, "ingest/");
        await using var ingest = new IngestLog(lines, nowhere, new IngestOptions(), telemetry, time, log);
        ingest.Record(IngestRecord.Other(Intakes.Purchase("a"), IngestStatus.Rejected, "shop", Configured.Load().Destinations["main"], time.GetUtcNow()));

        Assert.False(await ingest.FlushAsync(default));
        Assert.False(await ingest.FlushAsync(default));

        Assert.Single(log.Entries(), entry => entry.Text.StartsWith("The ingest log cannot be written now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Batch_that_was_written_twice_counts_once()
    {
        await using var parts = new InspectorParts(storage);
        await parts.Container.CreateAsync();
        var arrival = parts.Accept("a");
        var tally = new Tally();
        tally.Arrived(arrival, listed: true);
        var buffer = new TallyBuffer("instance", tally);
        var first = buffer.Take();
        tally.Arrived(arrival, listed: true);
        var second = buffer.Take();
        await AppendAsync(parts, first, first, second, second);
        await AppendAsync(parts, second);

        Assert.Equal(2, (await parts.Tallies.ReadAsync(arrival.At, arrival.At, TimeSpan.FromDays(1), default)).Sum(line => line.Figures.Accepted));
    }

    [Fact]
    public async Task Lines_of_all_kinds_hold_nothing_of_the_person()
    {
        await using var parts = new InspectorParts(storage);
        var arrival = parts.Accept("order-1");
        var personal = Intakes.Purchase("jane.doe@example.com", wrong => wrong.EventName = "+14155552671");
        parts.Log.Record(IngestRecord.Other(personal, IngestStatus.Rejected, "shop", parts.Main, parts.Time.GetUtcNow()));
        await parts.PlaceAsync("delivered", null, arrival);
        await parts.Log.FlushAsync(default);

        var everything = string.Concat((await parts.Container.ContentAsync()).Values.Select(Encoding.UTF8.GetString));

        Assert.Contains("order-1", everything, StringComparison.Ordinal);
        foreach (var personalValue in (string[])["jane.doe", "example.com", "4155552671", "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d"])
            Assert.DoesNotContain(personalValue, everything, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AppendAsync(InspectorParts parts, params ReadOnlyMemory<byte>[] blocks)
    {
        await using var log = new AppendLog(parts.Container, parts.Time, "tally/");
        foreach (var block in blocks)
            Assert.True(await log.AppendAsync(block, default));
    }
}
