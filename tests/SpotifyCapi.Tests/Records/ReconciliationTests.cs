using SpotifyCapi.Records;

namespace SpotifyCapi.Tests.Records;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_arrived_and_what_became_of_it_add_up()
    {
        var sum = Sum(isEmpty: false, Line(30, new Figures
        {
            Accepted = 10,
            Duplicate = 2,
            Unstored = 1,
            Ignored = new() { ["test_order"] = 3 },
            Rejected = new() { ["amount_missing"] = 4 },
            Delivered = 6,
            Dead = new() { ["expired"] = 1 },
            Replayed = 1,
        }));

        Assert.Equal(20, sum.Received);
        Assert.Equal((4, 0), (sum.Waiting, sum.Unaccounted));
        Assert.Equal(4 + 1 + 1 + 4, sum.Attention);
        Assert.Equal(Now.AddMinutes(-30), sum.OldestWaiting);
    }

    [Fact]
    public void Replays_of_other_times_hide_no_dead_letter_of_this_one()
    {
        var sum = Sum(isEmpty: true, Line(30, new Figures { Accepted = 2, Replayed = 5, Delivered = 5, Dead = new() { ["expired"] = 2 } }));

        Assert.Equal((2, 2), (sum.Dead, sum.Attention));
    }

    [Fact]
    public void With_an_empty_queue_nothing_waits_and_the_rest_is_unaccounted()
    {
        var sum = Sum(isEmpty: true, Line(30, new Figures { Accepted = 10, Delivered = 7 }));

        Assert.Equal((0, 3, 3), (sum.Waiting, sum.Unaccounted, sum.Attention));
        Assert.Null(sum.OldestWaiting);
    }

    [Fact]
    public void Events_of_the_last_minutes_are_given_time_even_with_an_empty_queue()
    {
        var sum = Sum(isEmpty: true, Line(1, new Figures { Accepted = 10, Delivered = 7 }));

        Assert.Equal((3, 0, 0), (sum.Waiting, sum.Unaccounted, sum.Attention));
    }

    [Fact]
    public void More_that_left_than_came_in_is_unaccounted_below_zero()
    {
        var sum = Sum(isEmpty: false, Line(30, new Figures { Accepted = 1, Delivered = 3 }), Line(20, new Figures { Accepted = 4 }));

        Assert.Equal((4, -2), (sum.Waiting, sum.Unaccounted));
        Assert.Equal(4 + 2, sum.Attention);
    }

    [Fact]
    public void Older_than_any_event_waits_is_not_waiting() =>
        Assert.Equal((0, 1), Sum(isEmpty: false, Line(60 * 100, new Figures { Accepted = 1 })) is var sum ? (sum.Waiting, sum.Unaccounted) : default);

    [Fact]
    public void Series_has_every_bucket_and_counts_by_the_time_when_things_happened()
    {
        var series = new FigureSeries(Now.AddHours(-24), Now);
        series.Add(Line(30, new Figures { Accepted = 3, Delivered = 3, Ignored = new() { ["x"] = 1 } }));
        series.Add(Line(0, new Figures { Sent = new() { ["PURCHASE"] = 3 }, Died = 1, Retried = new() { ["timeout"] = 2 } }));

        Assert.Equal((TimeSpan.FromMinutes(5), 289), (series.Bucket, series.Points.Count));
        Assert.All(series.Points.Zip(series.Points.Skip(1)), pair => Assert.Equal(series.Bucket, pair.Second.At - pair.First.At));
        Assert.Equal((4, 3, 0), series.Points.Single(point => point.At == Now.AddMinutes(-30)) is var early ? (early.Received, early.Accepted, early.Delivered) : default);
        Assert.Equal((3, 1, 2), (series.Points[^1].Delivered, series.Points[^1].Dead, series.Points[^1].Retried));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(5 * 60, 300)]
    [InlineData(24 * 60, 300)]
    [InlineData(7 * 24 * 60, 3600)]
    [InlineData(31 * 24 * 60, 14400)]
    public void Series_has_at_most_300_points(int minutes, int seconds)
    {
        var series = new FigureSeries(Now.AddMinutes(-minutes), Now);

        Assert.Equal(seconds, series.Bucket.TotalSeconds);
        Assert.InRange(series.Points.Count, 2, FigureSeries.MaxPoints);
    }

    private static Reconciliation Sum(bool isEmpty, params TallyLine[] lines)
    {
        var sum = new Reconciliation();
        foreach (var line in lines)
            sum.Add(line, new QueueKnowledge(Now, isEmpty, TimeSpan.FromHours(73)));
        return sum;
    }

    private static TallyLine Line(int minutesAgo, Figures figures) => new(FigureKey.MinuteOf(Now.AddMinutes(-minutesAgo)), "shop", "main", figures);
}
