using System.Globalization;

namespace Dev.Testing;

/// <summary>Counted tests; sums of several runs add up.</summary>
internal sealed record TestSummary(int Passed, int Failed, int Skipped, IReadOnlyList<TestFailure> Failures)
{
    public static TestSummary Empty { get; } = new(0, 0, 0, []);

    public int Total => Passed + Failed + Skipped;

    /// <summary>No failure, and something was tested at all.</summary>
    public bool IsSuccess => Failed == 0 && Passed > 0;

    public static TestSummary operator +(TestSummary left, TestSummary right) => new(
        left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped, [.. left.Failures, .. right.Failures]);

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed");
        return Skipped == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, {Skipped} skipped");
    }
}

/// <summary>A failed test and what it said.</summary>
internal sealed record TestFailure(string Name, IReadOnlyList<string> Lines);
