namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>A clock that goes on each time somebody looks at it: everything that is done takes long.</summary>
internal sealed class PassingTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public required TimeSpan Step { get; set; }

    public void Advance(TimeSpan by) => now += by;

    public override DateTimeOffset GetUtcNow() => now += Step;
}
