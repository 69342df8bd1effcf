using Testing.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// Counts the steps since its making after which the app or its host could not know whether they had been done, and so did them again:
/// messages that the queue did not confirm, functions that failed.
/// </summary>
/// <param name="scenario">Whose log.</param>
/// <param name="failures">Whether functions that failed count; not where a test kills them itself.</param>
internal sealed class UnsureSteps(Scenario scenario, bool failures = true)
{
    private const string Failed = "Executed 'Functions.DeliverConversions' (Failed";

    private readonly string[] signs = ["did not answer a try to store a message", .. failures ? [Failed] : (string[])[]];

    private readonly int from = scenario.App.Output.Lines.Count;

    public int Count() => scenario.App.Output.Lines.Skip(from).Count(line => signs.Any(sign => line.Contains(sign, StringComparison.Ordinal)));
}
