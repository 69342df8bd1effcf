using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class SummaryReportTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private static readonly int Events = TestForm.Of(150, 400);

    /// <summary>An event that is given up is counted in the minute of its acceptance, and written down days later.</summary>
    [Fact]
    public async Task Day_long_ago_still_knows_what_became_of_its_events_days_later()
    {
        await using var parts = new InspectorParts(storage);
        await parts.Queue.CreateAsync();
        var begin = parts.Time.GetUtcNow();
        var arrival = parts.Accept("late");
        Assert.True(await parts.Log.FlushAsync(default));
        parts.Time.Advance(TimeSpan.FromHours(73));
        await parts.PlaceAsync("dead", "expired", arrival);
        Assert.True(await parts.Log.FlushAsync(default));
        parts.Time.Advance(TimeSpan.FromDays(4));

        var totals = (await parts.Summary.CreateAsync(begin.AddHours(-1), begin.AddHours(1), default)).Totals;

        Assert.Equal((1, 1, 0, 0), (totals.Accepted, totals.Dead, totals.Waiting, totals.Unaccounted));
    }

    /// <summary>Hours that are over were added up: a process that has just started reads a blob a day and the current hour.</summary>
    [Theory]
    [InlineData("right")]
    [InlineData("cut")]
    [InlineData("changed")]
    public async Task Figure_of_hours_that_are_over_is_the_same_from_their_sums(string sums)
    {
        await using var parts = new InspectorParts(storage);
        await parts.Queue.CreateAsync();
        for (var hour = 0; hour < 50; hour++)
        {
            await parts.PlaceAsync(hour % 7 == 0 ? "deferred" : "delivered", null, parts.Accept($"e-{hour}"), parts.Accept($"f-{hour}"));
            Assert.True(await parts.Log.FlushAsync(default));
            parts.Refuse($"g-{hour}", "rejected", "because");
            parts.Accept($"h-{hour}");
            Assert.True(await parts.Log.FlushAsync(default));
            if (hour % 3 == 0)
            {
                await parts.PlaceAsync("dead", "expired", parts.Accept($"i-{hour}"));
                Assert.True(await parts.Log.FlushAsync(default));
            }

            if (hour == 30)
                await new TallySums(parts.Container, parts.Time).RunAsync(default);

            parts.Time.Advance(TimeSpan.FromHours(1));
        }

        parts.Accept("of this hour");
        Assert.True(await parts.Log.FlushAsync(default));
        var expected = await ReportAsync(parts);
        await new TallySums(parts.Container, parts.Time).RunAsync(default);
        foreach (var (name, bytes) in (await parts.Container.ContentAsync()).Where(blob => blob.Key.StartsWith("tally-sums/", StringComparison.Ordinal)))
        {
            bytes[^20] ^= sums == "changed" ? (byte)1 : (byte)0;
            await parts.Container.WriteAsync(name, sums == "cut" ? bytes[..20] : bytes);
        }

        var before = parts.Requests.Readings("tally");
        Assert.Equal(expected, await ReportAsync(parts));
        Assert.InRange(parts.Requests.Readings("tally") - before, sums == "right" ? 1 : 50, sums == "right" ? 6 : 60);
    }

    private static async Task<string> ReportAsync(InspectorParts parts) => System.Text.Json.JsonSerializer.Serialize(
        await parts.NewSummary(parts.NewTallies()).CreateAsync(parts.Time.GetUtcNow().AddDays(-5), parts.Time.GetUtcNow(), default), SummaryJsonContext.Default.SummaryJson);

    /// <summary>Whatever happens to events, the figures explain each other exactly once everything is written.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_mix_of_events_adds_up_exactly(int seed)
    {
        await using var parts = new InspectorParts(storage);
        await parts.Queue.CreateAsync();
        await parts.Queue.SendMessageAsync("something waits");
        var dice = new Dice((uint)seed);
        var expected = new Dictionary<string, long>();
        for (var i = 0; i < Events; i++)
        {
            parts.Time.Advance(TimeSpan.FromSeconds(dice.Next(40)));
            var what = dice.Next(9) switch { 0 => "duplicate", 1 => "ignored", 2 => "rejected", 3 => "unstored", 4 => "waiting", 5 => "dead", 6 => "replayed", _ => "delivered" };
            expected[what] = expected.GetValueOrDefault(what) + 1;
            if (what is "duplicate" or "ignored" or "rejected" or "unstored")
            {
                parts.Refuse($"e-{i}", what, what is "ignored" or "rejected" ? $"because_{dice.Next(3)}" : null);
                continue;
            }

            var arrival = parts.Accept($"e-{i}");
            if (dice.Next(3) == 0)
                await parts.PlaceAsync("deferred", "timeout", arrival);
            parts.Time.Advance(TimeSpan.FromSeconds(dice.Next(300)));
            if (what == "replayed")
            {
                await parts.PlaceAsync("dead", "expired", arrival);
                var again = arrival with { At = IngestRecord.WholeMilliseconds(parts.Time.GetUtcNow()), Replayed = true };
                parts.Log.Record(again);
                await parts.PlaceAsync("delivered", null, again);
            }
            else if (what != "waiting")
            {
                await parts.PlaceAsync(what, what == "dead" ? "expired" : null, arrival);
            }

            if (dice.Next(20) == 0)
                Assert.True(await parts.Log.FlushAsync(default));
        }

        Assert.True(await parts.Log.FlushAsync(default));
        var totals = (await parts.SummarizeAsync(TimeSpan.FromDays(20))).Totals;

        long Of(string what) => expected.GetValueOrDefault(what);
        Assert.Equal(Events, totals.Received);
        Assert.Equal(totals.Received, totals.Accepted + totals.Duplicate + totals.Ignored + totals.Rejected + totals.Unstored);
        Assert.Equal(totals.Accepted + totals.Replayed, totals.Delivered + totals.Waiting + totals.Dead + totals.Unaccounted);
        Assert.Equal(
            (Of("duplicate"), Of("ignored"), Of("rejected"), Of("unstored"), Of("delivered") + Of("replayed"), Of("waiting"), Of("dead") + Of("replayed"), Of("replayed"), 0L),
            (totals.Duplicate, totals.Ignored, totals.Rejected, totals.Unstored, totals.Delivered, totals.Waiting, totals.Dead, totals.Replayed, totals.Unaccounted));
        Assert.Equal(totals.Ignored, totals.IgnoredByReason.Values.Sum());
        Assert.Equal(totals.Rejected, totals.RejectedByCode.Values.Sum());
        Assert.Equal(totals.Dead, totals.DeadByReason.Values.Sum());
    }

    [Fact]
    public async Task What_waits_has_an_age_and_is_overdue_after_a_quarter_of_an_hour()
    {
        await using var parts = new InspectorParts(storage);
        await parts.Queue.CreateAsync();
        await parts.Queue.SendMessageAsync("something waits");
        parts.Accept("a");
        parts.Time.Advance(TimeSpan.FromMinutes(20));
        await parts.Log.FlushAsync(default);

        var summary = await parts.SummarizeAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((0, 1, 1200d), (summary.Totals.Received, summary.Queue.Messages, summary.Queue.OldestAgeSeconds));
        Assert.Equal((1, 1), (await parts.SummarizeAsync(TimeSpan.FromHours(1))).Totals is var totals ? (totals.Waiting, totals.Attention.Events) : default);
    }

    [Fact]
    public async Task Figures_that_a_crash_took_away_are_unaccounted()
    {
        await using var parts = new InspectorParts(storage);
        await parts.Queue.CreateAsync();
        parts.Accept("delivered, but the process was killed before it could say so");
        parts.Time.Advance(TimeSpan.FromMinutes(20));
        await parts.Log.FlushAsync(default);

        var totals = (await parts.SummarizeAsync(TimeSpan.FromHours(1))).Totals;

        Assert.Equal((0, 1, 1), (totals.Waiting, totals.Unaccounted, totals.Attention.Events));
    }

    [Fact]
    public async Task Short_window_of_long_ago_does_not_list_the_days_since()
    {
        await using var parts = new InspectorParts(storage);
        parts.Accept("long ago");
        await parts.Log.FlushAsync(default);
        var then = parts.Time.GetUtcNow();
        parts.Time.Advance(TimeSpan.FromDays(300));
        parts.Accept("waits now");
        await parts.Log.FlushAsync(default);
        await parts.Queue.CreateAsync();
        await parts.Queue.SendMessageAsync("something waits");
        parts.Time.Advance(TimeSpan.FromMinutes(20));
        var before = parts.Requests.Count("comp=list");

        var summary = await parts.Summary.CreateAsync(then.AddHours(-1), then, default);

        Assert.Equal((1, 1200d), (summary.Totals.Accepted, summary.Queue.OldestAgeSeconds));
        Assert.InRange(parts.Requests.Count("comp=list") - before, 1, 12);
    }

    [Fact]
    public async Task Without_any_event_every_figure_is_zero_and_every_bucket_there()
    {
        await using var parts = new InspectorParts(storage);

        var summary = await parts.SummarizeAsync(TimeSpan.FromDays(1));

        Assert.Equal((0, 0d), (summary.Totals.Received, summary.Totals.Attention.Share));
        Assert.Equal((300, 289), (summary.Series.BucketSeconds, summary.Series.Points.Count));
        Assert.Empty(summary.Lines);
        Assert.Equal(("main", "ok"), Assert.Single(summary.Destinations) is var main ? (main.Name, main.Status) : default);
    }

    /// <summary>Numbers that are the same on every run.</summary>
    private sealed class Dice(uint state)
    {
        public int Next(int below)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            return (int)((state >> 8) % (uint)below);
        }
    }
}
