namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>Ends a wait that would otherwise hang the run.</summary>
internal static class Limit
{
    public static CancellationToken Seconds(int seconds) => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var limit = Seconds(10);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"not within 10 s: {what}");
            await Task.Delay(10);
        }
    }
}
