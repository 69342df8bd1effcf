using System.Diagnostics;
using System.Text.Json;

namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary>
/// The folder of the packages may be named with or without a slash at its end (<c>NUGET_PACKAGES</c>): no project file may put a path together
/// with it. The app's project is restored in a copy and asked for its references; nothing is compiled.
/// </summary>
public sealed class PackageFolderTests : IDisposable
{
    private static readonly string Packages = (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")).TrimEnd('/', '\\');

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("package-folder-");

    public PackageFolderTests()
    {
        foreach (var file in (string[])["global.json", .. Files("*.props"), .. Files("*.targets"), .. Files("*.csproj")])
        {
            var target = Path.Combine(copy.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }
    }

    public void Dispose() => copy.Delete(recursive: true);

    [Fact]
    public async Task Folder_without_its_last_slash_holds_every_reference()
    {
        var references = await ReferencesAsync();

        Assert.Contains(references, reference => reference.EndsWith("Microsoft.Azure.Functions.Worker.dll", StringComparison.Ordinal));
        Assert.All(references, reference => Assert.True(File.Exists(reference), reference));
    }

    [Fact]
    public async Task Reference_that_relies_on_the_slash_is_found()
    {
        const string project = """<Project><ItemGroup><Reference Include="$(NuGetPackageRoot)any/1.0.0/lib/net10.0/Any.dll" /></ItemGroup></Project>""";
        File.WriteAllText(Path.Combine(copy.FullName, "Directory.Build.targets"), project);

        var references = await ReferencesAsync();

        Assert.Equal($"{Packages}any/1.0.0/lib/net10.0/Any.dll", Assert.Single(references, reference => !File.Exists(reference)).Replace('\\', '/'));
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Repository.Root, pattern)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).SelectMany(folder => Directory.EnumerateFiles(folder, pattern)))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

    // A name without a folder is one of the framework's own.
    private async Task<string[]> ReferencesAsync()
    {
        string[] arguments =
        [
            "msbuild", Path.Combine("src", "SpotifyCapiFunctions"), "-restore", "-t:ResolveAssemblyReferences", "-p:BuildProjectReferences=false",
            "-getItem:Reference", "-nologo", "-nodeReuse:false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = copy.FullName, RedirectStandardOutput = true };
        start.Environment["NUGET_PACKAGES"] = Packages;
        using var build = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, output);
        return
        [
            .. JsonDocument.Parse(output).RootElement.GetProperty("Items").GetProperty("Reference").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!)
                .Where(name => name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
                .Distinct(),
        ];
    }
}
