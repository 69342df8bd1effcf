using FsCheck;

namespace SpotifyCapi.Tests;

/// <summary>How often a property is tried: a thousand times in <c>./test</c>, with <c>--all</c> twenty times as often.</summary>
internal static class Properties
{
    private const int Short = 1_000;
    private const int Long = 20_000;

    /// <summary>How many samples a property has by default, for those that count what they have seen.</summary>
    public static int Samples => TestForm.Of(Short, Long);

    /// <summary>Always the same samples, from a seed of the property's own.</summary>
    /// <param name="seed">The first half of the seed.</param>
    /// <param name="gamma">The second half.</param>
    /// <param name="shortly">For a property whose samples are large, fewer in <c>./test</c>.</param>
    public static Config Settings(ulong seed, ulong gamma, int shortly = Short) =>
        Config.QuickThrowOnFailure.WithMaxTest(TestForm.Of(shortly, Long)).WithReplay(seed, gamma).WithQuietOnSuccess(true);
}
