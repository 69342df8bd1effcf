using SpotifyStandIn.Faults;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>A worker that dies at every start, as after a deployment that was cut off: the host gives up, and nothing is lost until a whole one comes.</summary>
public sealed class DyingWorkerTests(ITestOutputHelper output) : IDisposable
{
    private const string Needed = "SpotifyCapiFunctions.runtimeconfig.json";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("app-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Worker_that_dies_at_every_start_ends_the_host_with_its_last_words_and_the_next_deployment_goes_on()
    {
        CopyApp();
        var lease = "";
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            AppFolder = folder.FullName,
            Configure = (settings, _) =>
            {
                FaultSettings.Apply(settings);
                lease = FaultSettings.ShortLease(settings);
            },
        });
        scenario.Spotify.Faults.Play(new FaultStep { DelayMs = 500, Forever = true });
        var load = new FaultLoad(scenario, "dying");
        var check = new FaultCheck(scenario, output, $"worker that dies at every start, then a whole one, {lease}");
        await load.SendAsync(FaultSize.Of(100, 2_000), perRequest: 10);

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, Needed), "{ \"runtimeOptions\": ");
        scenario.App.KillWorker();
        var exitCode = await scenario.App.EndsAsync();

        Assert.NotEqual(0, exitCode);
        Assert.True(scenario.App.WorkerHasExited);

        // The killed one, and two that said why they could not start: each once.
        Assert.Equal(3, Told("The worker ended: it exited with code"));
        Assert.Equal(2, Told("Invalid runtimeconfig.json"));
        Assert.Equal(1, Told("Exceeded language worker restart retry count"));
        CopyApp();
        check.FaultEnds();
        await scenario.App.RestartAsync();
        var balance = await check.DrainedAsync(load, mostDuplicates: load.Ids.Count);
        Assert.Equal(load.Ids.Count, balance.Delivered);

        int Told(string text) => scenario.App.Output.Log.Count(entry => entry.Message.Contains(text, StringComparison.Ordinal));
    }

    private void CopyApp()
    {
        foreach (var file in Directory.EnumerateFiles(AppProcess.BuiltApp, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(AppProcess.BuiltApp, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
