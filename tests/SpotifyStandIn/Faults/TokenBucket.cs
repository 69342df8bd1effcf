namespace SpotifyStandIn.Faults;

/// <summary>Fills at a steady rate up to its size; each request takes one token. The script's lock guards it.</summary>
internal sealed class TokenBucket(double ratePerSecond, int burst, TimeProvider clock)
{
    private double _tokens = burst;
    private long _filledAt = clock.GetTimestamp();

    public int Burst => burst;

    /// <summary>Null when a token was taken, else the time until there is one.</summary>
    public TimeSpan? Take()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * ratePerSecond));
        _filledAt = now;
        if (_tokens < 1)
            return TimeSpan.FromSeconds((1 - _tokens) / ratePerSecond);
        _tokens--;
        return null;
    }
}
