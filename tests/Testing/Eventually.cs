namespace Testing;

/// <summary>Waits for a condition, and says which one when it does not come true in time.</summary>
public static class Eventually
{
    /// <summary>Far more than anything needs; only a real hang reaches it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(150);

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), () => what, limit);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null) => TrueAsync(condition, () => what, limit);

    /// <param name="condition">Asked again and again.</param>
    /// <param name="what">The sentence that is not true, made at the end, so that it can hold the last figures.</param>
    /// <param name="limit"><see cref="Limit"/> unless told.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? limit = null)
    {
        var most = limit ?? Limit;
        var (began, pause) = (TimeProvider.System.GetTimestamp(), FirstPause);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > most)
                throw new TimeoutException($"Not within {most.TotalSeconds:0} s: {what()}.");

            // What has not come soon will not come in an instant; to look all the time would keep it from coming.
            await Task.Delay(pause);
            pause = pause * 1.3 < LongestPause ? pause * 1.3 : LongestPause;
        }
    }
}
