namespace LocalHost.Tests.Harness;

/// <summary>Waits for a condition, and says which one when it does not come true.</summary>
internal static class Eventually
{
    /// <summary>Far more than anything here needs; a limit that only a real hang reaches.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {what}.");
            await Task.Delay(Pause);
        }
    }
}
