using System.Diagnostics;

namespace Dev.Tests;

/// <summary>Waits for another process, with a limit that fails the test.</summary>
internal static class Eventually
{
    public static async Task IsTrueAsync(Func<bool> condition, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < limit, $"Not within {limit.TotalSeconds:0} seconds.");
            await Task.Delay(20);
        }
    }
}
