using System.Diagnostics;

namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary><c>infra/check/package</c>, which the workflows run on what they have published.</summary>
public sealed class PackageCheckTests : IDisposable
{
    private const string Metadata = "functions.metadata";

    private static readonly string[] Needed =
    [
        "host.json", "worker.config.json", "extensions.json", "SpotifyCapiFunctions.dll", "SpotifyCapiFunctions.runtimeconfig.json",
        Metadata, ".azurefunctions/function.deps.json",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("package-");

    public static TheoryData<string> NeededFiles => [.. Needed];

    [Fact]
    public async Task Complete_package_passes()
    {
        Write(Needed);

        Assert.Equal(0, (await CheckAsync()).ExitCode);
    }

    [Theory]
    [MemberData(nameof(NeededFiles))]
    public async Task Missing_file_fails_and_is_named(string file)
    {
        Write(Needed.Except([file]));

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"{file} is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_settings_must_not_be_deployed()
    {
        Write([.. Needed, "local.settings.json"]);

        Assert.Equal(1, (await CheckAsync()).ExitCode);
    }

    [Theory]
    [InlineData("%OfflinePush__Schedule%", false)]
    [InlineData("%OfflinePushSchedule%", true)]
    [InlineData("%OfflinePush:Schedule%", true)]
    public async Task Setting_that_the_host_cannot_resolve_fails_and_is_named(string schedule, bool passes)
    {
        Write(Needed);
        File.AppendAllText(Path.Combine(folder.FullName, Metadata), $"\"schedule\": \"{schedule}\"");

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(passes ? 0 : 1, exitCode);
        Assert.Equal(!passes, output.Contains($"FAILED  functions.metadata asks for {schedule}", StringComparison.Ordinal));
    }

    // Every second one is missing: of two neighbours whose names begin alike, one is always there.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Functions_that_are_not_listed_fail_and_are_named(int half)
    {
        Write(Needed);
        var halves = AppCode.Functions.Keys.Order().Index().ToLookup(one => one.Index % 2 == half, one => one.Item);
        List(halves[false]);

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(halves[true].Select(function => $"FAILED  functions.metadata does not list {function}"), output.Trim().Split('\n'));
    }

    [Fact]
    public void Functions_that_are_looked_for_are_those_of_the_code()
    {
        var script = Repository.Read("infra/check/package");
        var names = script.Split("functions=\"\n")[1].Split('"')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(AppCode.Functions.Keys.Order(), names);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "{}");
        }

        if (files.Contains(Metadata))
            List(AppCode.Functions.Keys);
    }

    // Laid out as the worker's SDK does it.
    private void List(IEnumerable<string> functions) => File.WriteAllText(
        Path.Combine(folder.FullName, Metadata), $"[{string.Join(",", functions.Select(name => $"\n  {{\n    \"name\": \"{name}\"\n  }}"))}\n]\n");

    private async Task<(int ExitCode, string Output)> CheckAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "check", "package"), folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var check = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = check.StandardOutput.ReadToEndAsync();
        var errors = check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        return (check.ExitCode, await output + await errors);
    }
}
