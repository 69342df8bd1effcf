using System.Collections.Concurrent;

namespace Tools.Tests.Dev.Push;

/// <summary>
/// A clock on which every pause is over at once; it remembers how long they should have been. Only a limit of the length
/// <see cref="Held"/> lasts until the test lets it pass.
/// </summary>
internal sealed class HurriedTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> pauses = new();
    private readonly ConcurrentDictionary<Limit, bool> limits = new();
    private long now;
    private int renewals;

    public IReadOnlyList<TimeSpan> Pauses => [.. pauses];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 23, 12, 34, 56, 789, TimeSpan.Zero).AddTicks(GetTimestamp());

    public TimeSpan? Held { get; init; }

    /// <summary>How often a held limit was made to begin anew.</summary>
    public int Renewals => Volatile.Read(ref renewals);

    /// <summary>The held limits of this moment pass.</summary>
    public void Elapse()
    {
        foreach (var limit in limits.Keys)
            limit.Pass();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Held)
        {
            var limit = new Limit(() => callback(state), () => Interlocked.Increment(ref renewals), gone => limits.TryRemove(gone, out _));
            limits.TryAdd(limit, true);
            return limit;
        }
        if (dueTime > TimeSpan.Zero)
        {
            pauses.Enqueue(dueTime);
            Interlocked.Add(ref now, dueTime.Ticks);
        }
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }

    private sealed class Limit(Action pass, Action renewed, Action<Limit> gone) : ITimer
    {
        public void Pass()
        {
            gone(this);
            pass();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            renewed();
            return true;
        }

        public void Dispose() => gone(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
