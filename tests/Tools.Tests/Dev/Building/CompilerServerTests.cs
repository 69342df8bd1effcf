using Dev.Building;
using Tools.Tests.Dev.Processes;

namespace Tools.Tests.Dev.Building;

public sealed class CompilerServerTests : IDisposable
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [UnixFact(onLinux: true)]
    public async Task Server_of_a_build_is_used_and_ends_with_it()
    {
        folder.Write("Empty.csproj", Project);
        var repository = new Repository(folder.FullName);
        string argument;
        await using (var compiler = new CompilerServer(repository))
        {
            argument = $"-pipename:{compiler.Environment["SharedCompilationId"]}";
            var build = await DotNet.RunAsync(repository, ["build", "-v", "q", "--nologo"], CancellationToken.None, compiler.Environment);

            Assert.True(build is { Succeeded: true }, string.Join(Environment.NewLine, build?.Lines ?? []));
            Assert.True(Running.WithArgument(argument));
        }

        await Eventually.TrueAsync(() => !Running.WithArgument(argument), "the compiler server ends", TimeSpan.FromSeconds(30));
    }
}
