namespace EndToEnd.Tests.Faults;

/// <summary>Every scenario has a short form that always runs, and a long one behind SPOTIFY_CAPI_LONG_TESTS=1.</summary>
public static class FaultSize
{
    public static bool IsLong => TestForm.IsLong;

    /// <summary>Longest time until everything is in its place again.</summary>
    public static TimeSpan Limit { get; } = IsLong ? TimeSpan.FromMinutes(20) : TimeSpan.FromMinutes(2);

    public static T Of<T>(T shortly, T thoroughly) => TestForm.Of(shortly, thoroughly);
}
