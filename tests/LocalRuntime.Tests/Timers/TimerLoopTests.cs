using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Tests.Timers;

public sealed class TimerLoopTests
{
    private readonly ManualTime time = new(At("2026-01-23T12:00:05Z"));
    private readonly Runs runs = new();

    [Fact]
    public async Task Schedule_RunsTheFunctionAtItsOccurrences()
    {
        await using var app = await StartAsync(typeof(EveryMinute));

        await WaitingForAsync("2026-01-23T12:01:00Z");
        Assert.Empty(runs.Seen);
        time.MoveTo(At("2026-01-23T12:01:00Z"));
        await WaitingForAsync("2026-01-23T12:02:00Z");
        time.MoveTo(At("2026-01-23T12:02:00.5Z"));
        await WaitingForAsync("2026-01-23T12:03:00Z");

        Assert.Equal(2, runs.Seen.Count);
    }

    [Fact]
    public async Task RunOnStartup_RunsOnceBeforeTheFirstOccurrence()
    {
        await using var app = await StartAsync(typeof(AtStart), "Rhythm=0 0 3 1 * *");

        await WaitingForAsync("2026-01-24T12:00:05Z");

        Assert.Single(runs.Seen);
    }

    [Fact]
    public async Task OccurrenceWeeksAhead_IsReachedDayByDay()
    {
        await using var app = await StartAsync(typeof(AtStart), "Rhythm=0 0 3 1 * *");
        var day = At("2026-01-24T12:00:05Z");
        for (; day < At("2026-02-01T03:00:00Z"); day = day.AddDays(1))
        {
            await Eventually.TrueAsync(() => time.NextDue == day, $"waiting until {day}");
            time.MoveTo(day);
        }

        await WaitingForAsync("2026-02-01T03:00:00Z");
        Assert.Single(runs.Seen);
        time.MoveTo(At("2026-02-01T03:00:00Z"));

        await Eventually.TrueAsync(() => runs.Seen.Count == 2, "the occurrence runs");
    }

    [Fact]
    public async Task RunThatOutlastsItsNextOccurrence_IsNotOverlapped()
    {
        var release = new TaskCompletionSource();
        runs.Work = () => release.Task;
        await using var app = await StartAsync(typeof(EveryMinute));
        await WaitingForAsync("2026-01-23T12:01:00Z");
        time.MoveTo(At("2026-01-23T12:01:00Z"));
        await Eventually.TrueAsync(() => runs.Seen.Count == 1, "the first run begins");

        time.MoveTo(At("2026-01-23T12:05:30Z"));
        Assert.Null(time.NextDue);
        release.SetResult();
        await WaitingForAsync("2026-01-23T12:06:00Z");

        Assert.Single(runs.Seen);
    }

    [Fact]
    public async Task RunThatThrows_IsLoggedAndTheScheduleGoesOn()
    {
        runs.Work = () => throw new InvalidOperationException("jane@example.com");
        await using var app = await StartAsync(typeof(EveryMinute));
        await WaitingForAsync("2026-01-23T12:01:00Z");

        time.MoveTo(At("2026-01-23T12:01:00Z"));
        await WaitingForAsync("2026-01-23T12:02:00Z");

        var error = Assert.Single(app.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.DoesNotContain("jane", error.Text, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private Task<RunningApp> StartAsync(Type function, params string[] settings) =>
        RunningApp.StartAsync([function], settings, builder => builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(runs));

    private Task WaitingForAsync(string due) => Eventually.TrueAsync(() => time.NextDue == At(due), $"waiting for {due}");

    public sealed class Runs
    {
        public ConcurrentQueue<TimerInfo> Seen { get; } = new();

        public Func<Task> Work { get; set; } = () => Task.CompletedTask;

        public Task RunAsync(TimerInfo timer)
        {
            Seen.Enqueue(timer);
            return Work();
        }
    }

    public sealed class EveryMinute(Runs runs)
    {
        [Function("EveryMinute")]
        public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer) => runs.RunAsync(timer);
    }

    public sealed class AtStart(Runs runs)
    {
        [Function("AtStart")]
        public Task RunAsync([TimerTrigger("%Rhythm%", RunOnStartup = true)] TimerInfo timer) => runs.RunAsync(timer);
    }
}
