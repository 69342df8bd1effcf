using NCrontab;

namespace LocalHost.Timers;

/// <summary>Runs one timer function at the occurrences of its schedule, one run after the other.</summary>
internal sealed class TimerLoop(Function function, IConfiguration configuration, Workers workers, ILoggerFactory loggers)
{
    // Task.Delay cannot wait for longer than some weeks.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private readonly CrontabSchedule schedule = Parse(function.Name, function.Resolve("schedule", configuration));

    // The genuine host has an administrator's endpoint to run a timer function by hand; here a setting names one.
    private bool RunsAtStart => function.Name == configuration["LocalHost:RunAtStart"]
        || (function.Trigger.TryGetProperty("runOnStartup", out var atStart) && atStart.ValueKind == JsonValueKind.True);

    // Schedules are in local time, which is UTC on Azure.
    private static DateTime Now => TimeProvider.System.GetLocalNow().DateTime;

    public async Task RunAsync(CancellationToken stopping)
    {
        var last = DateTime.MinValue;
        var due = RunsAtStart ? Now : schedule.GetNextOccurrence(Now);
        while (!stopping.IsCancellationRequested)
        {
            var wait = due - Now;
            if (wait > TimeSpan.Zero)
            {
                wait = wait < LongestWait ? wait : LongestWait;
                await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            // Counted from the start of this run: when it outlasts its next occurrence, another follows at once, but only one.
            var next = schedule.GetNextOccurrence(Now);
            await RunOnceAsync(last, next, stopping);
            (last, due) = (due, next);
        }
    }

    private static CrontabSchedule Parse(string function, string text)
    {
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 };
        return CrontabSchedule.TryParse(text, options) ?? throw new StartFailedException($"Function {function}: '{text}' is not an NCRONTAB schedule.");
    }

    private async Task RunOnceAsync(DateTime last, DateTime next, CancellationToken stopping)
    {
        var (id, began) = (Guid.NewGuid().ToString(), TimeProvider.System.GetTimestamp());
        var json = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = new { Last = last, Next = next, LastUpdated = last },
            IsPastDue = false,
        });
        try
        {
            var worker = await workers.ReadyAsync(stopping);
            var metadata = KeyValuePair.Create("TimerTrigger", new TypedData { String = Now.ToString(CultureInfo.InvariantCulture) });
            await workers.Start(worker, id, function, new() { Json = json }, [metadata]).Result;
        }
        catch (Exception exception) when (exception is FunctionFailedException or WorkerStartException or TimeoutException)
        {
            loggers.LogFailure(function, id, began, exception);
        }
        catch (OperationCanceledException)
        {
            // The host ends before there was a worker to run it.
        }
    }
}
