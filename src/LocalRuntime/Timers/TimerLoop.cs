using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace LocalRuntime.Timers;

/// <summary>Runs one timer function, one run after the other; occurrences that fall into a run are skipped.</summary>
internal sealed partial class TimerLoop(
    Function function,
    TimerTriggerAttribute trigger,
    CrontabSchedule schedule,
    FunctionInvoker invoker,
    Shutdown shutdown,
    TimeProvider time,
    ILogger logger)
{
    // Timers cannot wait for longer than some weeks.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public async Task RunAsync()
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
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task WaitUntilAsync(DateTime due)
    {
        while (Now < due && !shutdown.Stopping.IsCancellationRequested)
        {
            var wait = due - Now < LongestWait ? due - Now : LongestWait;
            await Task.Delay(wait, time, shutdown.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task InvokeAsync(DateTime last)
    {
        var status = new ScheduleStatus { Last = last, Next = schedule.GetNextOccurrence(Now), LastUpdated = Now };
        var timer = new TimerInfo { ScheduleStatus = trigger.UseMonitor ? status : null };
        try
        {
            await invoker.InvokeAsync(function, _ => timer, shutdown.GivenUp);
        }
        catch (Exception exception)
        {
            LogFailed(function.Name, FailureDescription.TypesOf(exception), exception.StackTrace);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed: {ExceptionTypes} {StackTrace}")]
    private partial void LogFailed(string function, string exceptionTypes, string? stackTrace);
}
