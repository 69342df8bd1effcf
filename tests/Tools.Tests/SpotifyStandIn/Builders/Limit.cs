namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>Ends a wait that would otherwise hang the run.</summary>
internal static class Limit
{
    public static CancellationToken Seconds(int seconds) => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;
}
