using System.Diagnostics;

namespace Infra.Tests.Deployment;

/// <summary><c>infra/check/package</c>, which the workflows run on what the genuine worker packages have made.</summary>
public sealed class PackageCheckTests : IDisposable
{
    private static readonly string[] Needed =
    [
        "host.json", "worker.config.json", "extensions.json", "SpotifyCapiFunctions.dll", "SpotifyCapiFunctions.runtimeconfig.json",
        ".azurefunctions/function.deps.json",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("package-");

    public static TheoryData<string> NeededFiles => [.. Needed];

    [Fact]
    public async Task CompletePackage_Passes()
    {
        Write(Needed);

        Assert.Equal(0, (await CheckAsync()).ExitCode);
    }

    [Theory]
    [MemberData(nameof(NeededFiles))]
    public async Task MissingFile_FailsAndIsNamed(string file)
    {
        Write(Needed.Except([file]));

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"{file} is missing", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local.settings.json")]
    [InlineData("LocalRuntime.dll")]
    public async Task FileThatMustNotBeDeployed_Fails(string file)
    {
        Write([.. Needed, file]);

        Assert.Equal(1, (await CheckAsync()).ExitCode);
    }

    [Fact]
    public async Task FunctionThatIsNotListed_Fails()
    {
        Write([.. Needed, "functions.metadata"]);

        var (exitCode, output) = await CheckAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("DeliverConversions", output, StringComparison.Ordinal);
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
    }

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
