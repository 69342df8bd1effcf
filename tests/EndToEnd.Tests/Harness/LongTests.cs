namespace EndToEnd.Tests.Harness;

/// <summary>Every test has a short form that always runs; SPOTIFY_CAPI_LONG_TESTS=1 asks for the long one.</summary>
internal static class LongTests
{
    public static bool AreAskedFor { get; } = Environment.GetEnvironmentVariable("SPOTIFY_CAPI_LONG_TESTS") == "1";

    public static T Choose<T>(T usual, T whenLong) => AreAskedFor ? whenLong : usual;
}
