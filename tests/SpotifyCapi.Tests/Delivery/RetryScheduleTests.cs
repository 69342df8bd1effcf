using SpotifyCapi.Delivery;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private const double AlmostOne = 0.999999;
    private static readonly RetryScheduleOptions Options = new();

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 60)]
    [InlineData(2, 300)]
    [InlineData(3, 900)]
    [InlineData(4, 3600)]
    [InlineData(5, 10_800)]
    [InlineData(6, 21_600)]
    [InlineData(7, 43_200)]
    [InlineData(8, 86_400)]
    [InlineData(9, 86_400)]
    [InlineData(int.MaxValue, 86_400)]
    [InlineData(-1, 10)]
    public void Each_attempt_waits_its_step_a_quarter_more_or_less(int attempt, int seconds)
    {
        Assert.Equal(seconds * 0.75, Schedule(0).DelayAfter(attempt, null).TotalSeconds, precision: 3);
        Assert.Equal(seconds, Schedule(0.5).DelayAfter(attempt, null).TotalSeconds, precision: 3);
        Assert.InRange(Schedule(AlmostOne).DelayAfter(attempt, null).TotalSeconds, seconds * 1.249, seconds * 1.25);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(29.7)]
    [InlineData(86_400)]
    public void Wait_that_Spotify_asks_for_is_never_undercut_and_spread_by_little(double seconds)
    {
        foreach (var random in (double[])[0, 0.5, AlmostOne])
            Assert.InRange(Schedule(random).DelayAfter(0, TimeSpan.FromSeconds(seconds)).TotalSeconds, seconds, seconds + 2);
    }

    [Fact]
    public void Shorter_wait_than_the_step_leaves_the_step() =>
        Assert.Equal(TimeSpan.FromMinutes(1), Schedule(0.5).DelayAfter(1, TimeSpan.FromSeconds(2)));

    [Fact]
    public void No_wait_is_longer_than_a_queue_can_hide()
    {
        var long7 = new RetrySchedule(() => AlmostOne, new RetryScheduleOptions { Delays = [TimeSpan.FromDays(6.9)] });

        Assert.InRange(long7.DelayAfter(0, null), RetrySchedule.MaxDelay - TimeSpan.FromSeconds(30), RetrySchedule.MaxDelay);
        Assert.Equal(RetrySchedule.MaxDelay, Schedule(0).DelayAfter(0, TimeSpan.FromDays(30)));
        Assert.Equal(RetrySchedule.MaxDelay, Schedule(0).DelayUntil(TimeSpan.FromDays(30)));
        Assert.True(RetrySchedule.MaxDelay < TimeSpan.FromDays(7));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void Destination_that_is_free_again_still_waits_a_second(int seconds) =>
        Assert.InRange(Schedule(0).DelayUntil(TimeSpan.FromSeconds(seconds)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    [Fact]
    public void Blocked_destination_is_not_tried_before_its_time_and_not_by_all_at_once()
    {
        var blocked = TimeSpan.FromSeconds(30);

        Assert.True(Schedule(0).DelayUntil(blocked) > blocked);
        Assert.True(Schedule(AlmostOne).DelayUntil(blocked) - Schedule(0).DelayUntil(blocked) > TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Age_counts_from_acceptance()
    {
        var accepted = new DateTimeOffset(2026, 1, 20, 12, 0, 0, TimeSpan.Zero);

        Assert.False(Schedule(0).IsExpired(accepted, accepted + Options.MaxAge));
        Assert.True(Schedule(0).IsExpired(accepted, accepted + Options.MaxAge + TimeSpan.FromTicks(1)));
        Assert.False(Schedule(0).IsExpired(accepted, accepted - TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(3600, 86_400, 0.0, 3540)]
    [InlineData(3600, 3600, 0.0, 3600)]
    [InlineData(3600, 86_400, 1800.0, 3540)]
    [InlineData(3600, 5400, 5400.0, 3601)]
    [InlineData(3600, 3600.5, 3570.0, 3601)]
    [InlineData(3600, 86_400, null, 3601)]
    [InlineData(121, 86_400, 0.0, 61)]
    [InlineData(120, 86_400, 0.0, 121)]
    [InlineData(60, 86_400, 0.0, 61)]
    [InlineData(0, 86_400, 0.0, 1)]
    [InlineData(-100, 86_400, 0.0, 1)]
    public void Wait_beyond_the_age_limit_ends_with_a_last_try_or_the_limit(double left, double delay, double? notBefore, double expected)
    {
        var now = new DateTimeOffset(2026, 1, 20, 12, 0, 0, TimeSpan.Zero);

        var wait = Schedule(0).WithinAge(
            TimeSpan.FromSeconds(delay), now + TimeSpan.FromSeconds(left) - Options.MaxAge, now, notBefore is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(TimeSpan.FromSeconds(expected), wait);
    }

    /// <summary>A thousand clients that failed at once, each asked how long it waits: the last step, a wait that Spotify asks for, one beyond what a queue can hide, the last try before the age limit.</summary>
    [Theory]
    [InlineData("last step")]
    [InlineData("asked")]
    [InlineData("asked for too long")]
    [InlineData("step beyond the limit")]
    [InlineData("last try")]
    [InlineData("blocked")]
    public void A_thousand_clients_do_not_come_back_at_once(string wait)
    {
        var random = new Random(7);
        var now = new DateTimeOffset(2026, 1, 20, 12, 0, 0, TimeSpan.Zero);
        var schedule = new RetrySchedule(random.NextDouble, wait == "step beyond the limit" ? Options with { Delays = [TimeSpan.FromDays(7)] } : Options);

        var slots = Enumerable.Range(0, 1000).Select(_ => wait switch
        {
            "asked" => schedule.DelayAfter(0, TimeSpan.FromMinutes(10)),
            "asked for too long" => schedule.DelayAfter(0, TimeSpan.FromDays(30)),
            "last try" => schedule.WithinAge(TimeSpan.FromDays(1), now + TimeSpan.FromHours(1) - Options.MaxAge, now, TimeSpan.Zero),
            "blocked" => schedule.DelayUntil(TimeSpan.FromMinutes(1)),
            _ => schedule.DelayAfter(99, null),
        }).GroupBy(delay => (long)(delay.TotalMilliseconds / 100)).Select(slot => slot.Count());

        Assert.InRange(slots.Max(), 1, 199);
    }

    [Fact]
    public void Settings_are_read()
    {
        var problems = new List<SettingProblem>();

        var options = Read("00:00:05, 00:10:00", problems);

        Assert.Empty(problems);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)], options.Delays);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:05,soon")]
    [InlineData("7.00:00:00")]
    [InlineData("-00:01:00")]
    public void Setting_that_cannot_be_is_a_problem(string delays)
    {
        var problems = new List<SettingProblem>();

        Read(delays, problems);

        Assert.Equal("Delivery__RetryDelays", Assert.Single(problems).Setting);
    }

    private static RetrySchedule Schedule(double random) => new(() => random, Options);

    private static RetryScheduleOptions Read(string delays, List<SettingProblem> problems) => RetryScheduleOptions.Read(
        new SettingReader("Delivery", new Dictionary<string, string> { ["RetryDelays"] = delays }, problems));
}
