using Microsoft.Extensions.Hosting;
using NCrontab;

namespace LocalRuntime.Timers;

/// <summary>Runs each timer function, one run after the other; occurrences that fall into a run are skipped.</summary>
internal sealed class TimerFunctions : BackgroundService
{
    // Timers cannot wait for longer than some weeks.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly List<Func<Task>> loops = [];
    private readonly FunctionInvoker invoker;
    private readonly Shutdown shutdown;
    private readonly TimeProvider time;

    public TimerFunctions(
        FunctionCatalog catalog, FunctionInvoker invoker, Shutdown shutdown, IConfiguration configuration, TimeProvider time)
    {
        (this.invoker, this.shutdown, this.time) = (invoker, shutdown, time);
        foreach (var (function, trigger) in catalog.TriggeredBy<TimerTriggerAttribute>())
        {
            function.RequireParameters(parameter => parameter.ParameterType == typeof(TimerInfo));
            var text = configuration.Resolve(trigger.Schedule, function);
            var schedule = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
                ?? throw new StartFailedException($"Function {function.Name}: '{text}' is not a six-field NCRONTAB schedule.");
            loops.Add(() => RunAsync(function, trigger, schedule));
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(loops.Select(Task.Run));

    private async Task RunAsync(Function function, TimerTriggerAttribute trigger, CrontabSchedule schedule)
    {
        if (trigger.RunOnStartup)
            await InvokeAsync(default);
        while (!shutdown.Stopping.IsCancellationRequested)
        {
            var due = schedule.GetNextOccurrence(Now);
            await WaitUntilAsync(due);
            if (!shutdown.Stopping.IsCancellationRequested)
                await InvokeAsync(due);
        }

        Task InvokeAsync(DateTime last)
        {
            var status = new ScheduleStatus { Last = last, Next = schedule.GetNextOccurrence(Now), LastUpdated = Now };
            var timer = new TimerInfo { ScheduleStatus = trigger.UseMonitor ? status : null };
            return invoker.TryInvokeAsync(new InvocationContext(function, "its timer", _ => timer, shutdown.GivenUp));
        }
    }

    private async Task WaitUntilAsync(DateTime due)
    {
        while (Now < due && !shutdown.Stopping.IsCancellationRequested)
        {
            var wait = due - Now < LongestWait ? due - Now : LongestWait;
            await Task.Delay(wait, time, shutdown.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
