using SpotifyCapi.Records;

namespace SpotifyCapi.Tests.Records;

public sealed class AlertsTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly AlertBook book = new(inARow: 2, TimeSpan.FromHours(1));
    private readonly List<string> told = [];
    private AlertState? state;
    private int looks;

    [Theory]
    [InlineData("f", "")]
    [InlineData("ff", "firing@2")]
    [InlineData("fff", "firing@2")]
    [InlineData("fcf", "")]
    [InlineData("f?f", "firing@3")]
    [InlineData("ffffcc", "firing@2 resolved@6")]
    [InlineData("ffcfcfc", "firing@2")]
    [InlineData("ff????", "firing@2")]
    [InlineData("cccc", "")]
    public void Notice_comes_after_looks_in_a_row_once_and_once_more_at_the_end(string seen, string expected)
    {
        Look(seen);

        Assert.Equal(expected, string.Join(' ', told));
    }

    [Fact]
    public void What_comes_back_soon_is_kept_quiet_until_the_throttle_is_over()
    {
        Look("ffccff" + new string('f', 6) + "f");

        Assert.Equal("firing@2 resolved@4", string.Join(' ', told));
        Look("fff");
        Assert.Equal("firing@2 resolved@4 firing@16", string.Join(' ', told));
    }

    [Fact]
    public void Notice_that_could_not_be_sent_comes_again_at_the_next_look()
    {
        var (one, _) = book.Next(null, Condition(true), Begin);
        var (_, first) = book.Next(one, Condition(true), Begin.AddMinutes(5));
        var (_, second) = book.Next(one, Condition(true), Begin.AddMinutes(10));

        Assert.Equal((Begin, Begin), (first!.Since, second!.Since));
    }

    [Fact]
    public void Deferred_events_fire_only_while_none_is_taken()
    {
        Assert.Equal([true, false], Firing(new Figures { Retried = new() { ["unauthorized"] = 5, ["timeout"] = 1 } }));
        Assert.Equal([false, false], Firing(new Figures { Retried = new() { ["timeout"] = 5 }, Sent = new() { ["LEAD"] = 1 } }));
        Assert.Equal([null, true], Firing(new Figures { Died = 100 }));
        Assert.Contains("unauthorized", AlertRules.Of("main", new Figures { Retried = new() { ["unauthorized"] = 5, ["timeout"] = 1 } }, 100).First().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("", 23, null)]
    [InlineData("", 24, true)]
    [InlineData("rejected 1", 24, true)]
    [InlineData("accepted 1", 24, false)]
    [InlineData("duplicate 1", 24, false)]
    [InlineData("replayed 23", 24, false)]
    [InlineData("accepted 25", 0, true)]
    [InlineData("accepted 47", 100, true)]
    public void Silence_fires_once_there_was_time_for_an_event(string hoursAgo, int watchedHours, bool? expected)
    {
        TallyLine[] lines = hoursAgo.Split(' ') is [var what, var ago]
            ? [new(FigureKey.MinuteOf(Begin.AddHours(-int.Parse(ago, System.Globalization.CultureInfo.InvariantCulture))), "shop", "main", what switch
            {
                "accepted" => new Figures { Accepted = 1 },
                "duplicate" => new Figures { Duplicate = 1 },
                "replayed" => new Figures { Replayed = 1 },
                _ => new Figures { Rejected = new() { ["no_identifier"] = 3 } },
            })]
            : [];

        var condition = AlertRules.Received(lines, Begin, TimeSpan.FromDays(1), Begin.AddHours(-watchedHours));

        Assert.Equal(expected, condition.IsFiring);
        Assert.Equal(expected == true, condition.Message.Contains("24 hours", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(false, "accepted 1")]
    [InlineData(true, "accepted 3")]
    [InlineData(true, "sent 5, accepted 3")]
    [InlineData(false, "accepted 5, sent 4, accepted 1")]
    [InlineData(false, "accepted 5, sent 4")]
    public void Events_that_wait_fire_once_they_have_waited_so_long(bool? expected, string hoursAgo)
    {
        var lines = hoursAgo.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(' ')).Select(step => new TallyLine(
            FigureKey.MinuteOf(Begin.AddHours(-int.Parse(step[1], System.Globalization.CultureInfo.InvariantCulture))),
            "shop",
            "main",
            step[0] == "sent" ? new Figures { Sent = new() { ["LEAD"] = 1 } } : new Figures { Accepted = 1 }));

        Assert.Equal(expected, AlertRules.Delivered(lines, Begin, TimeSpan.FromHours(3)).IsFiring);
    }

    private static IEnumerable<bool?> Firing(Figures figures) => AlertRules.Of("main", figures, mostDead: 100).Select(condition => condition.IsFiring);

    private static AlertCondition Condition(bool? firing) => new(AlertNames.DeadLetters, "main", firing, "");

    // One look every five minutes.
    private void Look(string seen)
    {
        foreach (var look in seen)
        {
            looks++;
            (state, var notice) = book.Next(state, Condition(look switch { 'f' => true, 'c' => false, _ => null }), Begin.AddMinutes(5 * looks));
            if (notice is not null)
                told.Add($"{(notice.IsResolved ? "resolved" : "firing")}@{looks}");
        }
    }
}
