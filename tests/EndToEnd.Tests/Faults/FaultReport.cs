using System.Globalization;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>One line for each scenario, in the test's output and in artifacts/fault-report.md.</summary>
public static class FaultReport
{
    private const string Head = "| Scenario | Events | Delivered | Dead | Waiting | Duplicates | Lost | Refused requests | Recovery, s |\n|---|---|---|---|---|---|---|---|---|\n";

    private static readonly Lock Gate = new();

    public static void Write(ITestOutputHelper output, string name, Balance balance, TimeSpan recovery, int refused)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {balance.Accepted} | {balance.Delivered} | {balance.Dead} | {balance.Queued + balance.Poison} | {balance.Duplicates} | {balance.Lost.Count} | {refused} | {recovery.TotalSeconds:0.0} |");
        output.WriteLine(line);
        lock (Gate)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
            var file = Path.Combine(folder.FullName, "fault-report.md");
            File.AppendAllText(file, (File.Exists(file) ? "" : Head) + line + "\n");
        }
    }
}
