using System.Diagnostics;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary>Following docs/offline-conversions.md gives what the page says.</summary>
[Collection(OfflineScenario.Name)]
public sealed class DocumentationTests(OfflineScenario.Fixture fixture) : IDisposable
{
    private static readonly string[] Sales = ["R-1001", "R-1002", "R-1003", "R-1004", "R-1006", "R-1008", "R-1009"];

    private readonly Scenario scenario = fixture.Scenario;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("docs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_command_of_the_page_does_what_the_page_says()
    {
        Checkout();
        var commands = DocumentedCommands.Read();
        string[] told =
        [
            "duplicate             1",
            "\"delivered\"",
            "\"accepted\":0",
            "amount_missing",
            "\"accepted\":1",
            "duplicate             8",
            "duplicate             8",
        ];
        Assert.Equal(told.Length, commands.Count);

        for (var i = 0; i < commands.Count; i++)
        {
            var (command, shown) = commands[i];
            var (exitCode, output) = await BashAsync(command);

            Assert.True(exitCode == (command.StartsWith("./run push", StringComparison.Ordinal) ? 2 : 0), $"{command}\n{exitCode}\n{output}");
            Assert.Contains(told[i], output.Replace("\": ", "\":", StringComparison.Ordinal), StringComparison.Ordinal);
            if (shown is not null)
                Assert.Equal(shown, WithoutReportLine(output));
            await scenario.Queues.DrainedAsync();
        }

        scenario.Accounting.Promise(Sales.Append("R-2001").Select(sale => "order-" + sale));
        (await scenario.Accounting.DrawAsync()).EverythingArrivedOnce();
    }

    // Its address is another one every time.
    private static string WithoutReportLine(string output) =>
        string.Join('\n', output.Trim().Split('\n').Where(line => !line.StartsWith("Report: ", StringComparison.Ordinal) && !line.StartsWith("Uploading", StringComparison.Ordinal) && !line.StartsWith("Uploaded", StringComparison.Ordinal)));

    // What a checkout has, with a ./run that does not build.
    private void Checkout()
    {
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "docs"), Path.Combine(Repository.Root, "docs"));
        File.WriteAllText(Path.Combine(folder.FullName, "run"), $"exec dotnet '{RunPush.Tool}' run \"$@\"\n");
    }

    private async Task<(int ExitCode, string Output)> BashAsync(string command)
    {
        var text = command.Replace("./run ", "bash run ", StringComparison.Ordinal).Replace("http://127.0.0.1:7071", scenario.App.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1\n{text}"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        RunPush.Prepare(start.Environment, scenario);
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
