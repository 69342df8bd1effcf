namespace Testing;

/// <summary>A clock that stands still until a test moves it. Timers run in real time; where they must not, FakeTimeProvider is the one to take.</summary>
public sealed class StandingTime(DateTimeOffset start) : TimeProvider
{
    private long elapsed;

    public StandingTime()
        : this(Start)
    {
    }

    public static DateTimeOffset Start { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Interlocked.Add(ref elapsed, by.Ticks);

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref elapsed);
}
