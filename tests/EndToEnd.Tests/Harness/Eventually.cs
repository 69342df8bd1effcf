namespace EndToEnd.Tests.Harness;

/// <summary>Waits for a condition, and says which one when it does not come true in time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), () => what, limit);

    /// <param name="condition">Asked again and again.</param>
    /// <param name="what">The sentence that is not true, made at the end, so that it can hold the last figures.</param>
    /// <param name="limit">30 seconds unless told.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? limit = null)
    {
        var most = limit ?? Usual;
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > most)
                throw new TimeoutException($"Not within {most.TotalSeconds:0} s: {what()}.");
            await Task.Delay(Pause);
        }
    }
}
