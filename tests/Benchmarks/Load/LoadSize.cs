namespace Benchmarks.Load;

/// <summary>How much is sent. Everything is bounded by counts, so that a slow machine takes longer and no queue grows without end.</summary>
/// <param name="Starts">Of how many starts the best counts.</param>
/// <param name="CountedLoads">Of how many loads the storage operations are counted; each has an app of its own.</param>
internal sealed record LoadSize(
    int OnOneConnection, int OnSixteen, int OnSixtyFour, int WithoutGroups, int InBatches, int Waiting, int Counted, int Starts = LoadSize.UsualStarts, int CountedLoads = 4)
{
    public const int UsualStarts = 5;

    public static LoadSize Quick { get; } = new(300, 3_000, 6_000, 1_500, 20_000, 20_000, 4_000);

    /// <summary>A few of everything: whether the load test itself works.</summary>
    public static LoadSize Smoke { get; } = new(10, 50, 100, 50, 1_000, 500, 1_000, Starts: 1, CountedLoads: 1);

    public static LoadSize Full { get; } = new(1_000, 10_000, 20_000, 3_000, 100_000, 50_000, 10_000);
}
