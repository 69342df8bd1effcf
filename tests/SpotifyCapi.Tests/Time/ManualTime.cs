namespace SpotifyCapi.Tests.Time;

/// <summary>A clock that stands still until a test moves it. Wall clock and elapsed time can be moved apart, as when somebody sets the clock.</summary>
internal sealed class ManualTime : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<Waiting> timers = [];
    private DateTimeOffset wallClock = Start;
    private TimeSpan elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many waits are under way.</summary>
    public int Waits
    {
        get
        {
            lock (gate)
                return timers.Count(timer => timer.Due is not null);
        }
    }

    public override DateTimeOffset GetUtcNow() => wallClock;

    public override long GetTimestamp() => elapsed.Ticks;

    /// <summary>Lets time pass; whatever falls due on the way fires at its moment.</summary>
    public void Advance(TimeSpan by)
    {
        var end = elapsed + by;
        while (NextDue(end) is { } next)
        {
            MoveTo(next.Due!.Value);
            next.Fire();
        }

        MoveTo(end);
    }

    /// <summary>Sets the wall clock; no time passes.</summary>
    public void SetClock(TimeSpan by) => wallClock += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
            timers.Add(timer);
        return timer;
    }

    private void MoveTo(TimeSpan moment) => (wallClock, elapsed) = (wallClock + (moment - elapsed), moment);

    private Waiting? NextDue(TimeSpan end)
    {
        lock (gate)
            return timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
    }

    private sealed class Waiting(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.elapsed + dueTime;
            return true;
        }

        public void Fire()
        {
            Due = null;
            fire();
        }

        public void Dispose()
        {
            lock (time.gate)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
