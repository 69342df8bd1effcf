using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// Counts the steps since its making after which the app or its host could not know whether they had been done, and so did them again:
/// messages that the queue did not confirm, functions that failed, messages that could not be deleted or kept hidden.
/// </summary>
internal sealed class UnsureSteps(Scenario scenario)
{
    private static readonly string[] Signs = ["did not answer a try to store a message", "Function DeliverConversions failed", "; it will come back"];

    private readonly int from = scenario.App.Output.Lines.Count;

    public int Count() => scenario.App.Output.Lines.Skip(from).Count(line => Signs.Any(sign => line.Contains(sign, StringComparison.Ordinal)));
}
