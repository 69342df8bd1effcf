namespace Benchmarks.Load;

/// <summary>The middle and the slow end of a set of times.</summary>
/// <param name="P50">Half are not slower.</param>
/// <param name="P99">99 of 100 are not slower.</param>
internal sealed record Percentiles(double P50, double P99)
{
    public static Percentiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? new(0, 0) : new(At(0.50), At(0.99));

        double At(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
