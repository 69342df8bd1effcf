using NCrontab;

namespace LocalRuntime.Timers;

/// <summary>Runs one timer function, one run after the other; occurrences that fall into a run are skipped.</summary>
internal sealed class TimerLoop(
    Function function, TimerTriggerAttribute trigger, IConfiguration configuration, FunctionInvoker invoker, Shutdown shutdown,
    TimeProvider time) : IListener
{
    // Task.Delay cannot wait for longer than some weeks.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private readonly CrontabSchedule schedule = Parse(function, configuration.Resolve(trigger.Schedule, function));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync()
    {
        var due = trigger.RunOnStartup ? Now : schedule.GetNextOccurrence(Now);
        while (!shutdown.Stopping.IsCancellationRequested)
        {
            var wait = due - Now;
            if (wait <= TimeSpan.Zero)
            {
                await invoker.TryInvokeAsync(new InvocationContext(function, "its timer", _ => new TimerInfo(), shutdown.GivenUp));
                due = schedule.GetNextOccurrence(Now);
                continue;
            }

            wait = wait < LongestWait ? wait : LongestWait;
            await Task.Delay(wait, time, shutdown.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CrontabSchedule Parse(Function function, string text)
    {
        function.RequireParameters(parameter => parameter.ParameterType == typeof(TimerInfo));
        return CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new StartFailedException($"Function {function.Name}: '{text}' is not a six-field NCRONTAB schedule.");
    }
}
