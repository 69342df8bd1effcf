namespace Dev.Testing;

/// <summary>
/// The few failed tests that are run once more, alone, when all else is done. Tests of whole processes have limits of seconds, which a machine
/// that others share can break without a fault of the app. What passes then is shown as unsteady together with what it said first.
/// A project that computes, a missing balance (an event lost, changed or sent twice) and more than <see cref="Most"/> failures get no second try.
/// </summary>
internal static class SecondTry
{
    public const int Most = 3;

    private static readonly string[] OfProcesses = ["EndToEnd.Tests", "Browser.Tests", "Tools.Tests"];
    private static readonly string[] OfBalances = ["lost", "changed", "duplicates", "twice"];

    /// <summary>For each project the filter that selects its failed tests; empty when there is none to run again.</summary>
    public static IReadOnlyDictionary<string, string> Filters(IReadOnlyDictionary<string, TestSummary> results)
    {
        var failed = results.Where(result => result.Value.Failed > 0).ToArray();
        return failed.Sum(result => result.Value.Failed) > Most || !failed.All(MayPass)
            ? new Dictionary<string, string>()
            : failed.ToDictionary(result => result.Key, result => string.Join('|', result.Value.Failures.Select(Filter).Distinct()));
    }

    private static bool MayPass(KeyValuePair<string, TestSummary> result) =>
        OfProcesses.Contains(result.Key)
        && result.Value.Failures.Count == result.Value.Failed
        && !result.Value.Failures.Any(failure => !failure.IsTest || IsOfBalance(failure));

    private static bool IsOfBalance(TestFailure failure) =>
        failure.Lines.TakeWhile(line => !line.TrimStart().StartsWith("at ", StringComparison.Ordinal))
            .Any(line => OfBalances.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));

    // A theory's name ends in the values of its row, which a filter cannot hold; all its rows run again.
    private static string Filter(TestFailure failure) => "FullyQualifiedName~" + failure.Name.Split('(')[0];
}
