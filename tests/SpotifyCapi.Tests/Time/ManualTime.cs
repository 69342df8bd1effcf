namespace SpotifyCapi.Tests.Time;

/// <summary>A clock that stands still until a test moves it. Wall clock and elapsed time can be moved apart, as when somebody sets the clock.</summary>
internal sealed class ManualTime() : FakeTimeProvider(Start)
{
    public static new readonly DateTimeOffset Start = new(2026, 1, 23, 12, 0, 0, TimeSpan.Zero);

    private TimeSpan ahead;
    private int waits;

    /// <summary>How many waits are under way.</summary>
    public int Waits => Volatile.Read(ref waits);

    /// <summary>Sets the wall clock; no time passes.</summary>
    public void SetClock(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Counted once it runs: who moves the clock when it sees a wait must not move it before the wait has begun. A wait that is over is none any more,
        // even before the one who waited has noticed.
        var isOver = 0;
        var timer = base.CreateTimer(Fired, null, dueTime, period);
        Interlocked.Increment(ref waits);
        return new Wait(timer, End);

        void Fired(object? unused)
        {
            End();
            callback(state);
        }

        void End()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
                Interlocked.Decrement(ref waits);
        }
    }

    private sealed class Wait(ITimer timer, Action ended) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            ended();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
