namespace LoadTest;

/// <summary>How much is sent. Everything is bounded by counts, so that a slow machine takes longer and no queue grows without end.</summary>
internal sealed record LoadSize(int OnOneConnection, int OnSixteen, int OnSixtyFour, int WithoutGroups, int InBatches, int Waiting, int Counted)
{
    public static LoadSize Quick { get; } = new(300, 3_000, 6_000, 1_500, 20_000, 20_000, 4_000);

    /// <summary>A few of everything: whether the load test itself works.</summary>
    public static LoadSize Smoke { get; } = new(10, 50, 100, 50, 1_000, 500, 1_000);

    public static LoadSize Full { get; } = new(1_000, 10_000, 20_000, 3_000, 100_000, 50_000, 10_000);
}
