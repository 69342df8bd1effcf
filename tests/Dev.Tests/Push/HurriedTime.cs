using System.Collections.Concurrent;

namespace Dev.Tests.Push;

/// <summary>A clock on which every pause is over at once; it remembers how long they should have been.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _pauses = new();
    private long _now;

    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 23, 12, 34, 56, 789, TimeSpan.Zero).AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _pauses.Enqueue(dueTime);
            Interlocked.Add(ref _now, dueTime.Ticks);
        }
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
