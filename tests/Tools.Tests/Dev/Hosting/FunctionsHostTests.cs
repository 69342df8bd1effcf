using System.Globalization;
using Dev.Hosting;
using Dev.Processes;

namespace Tools.Tests.Dev.Hosting;

public sealed class FunctionsHostTests : IDisposable
{
    /// <summary>Core Tools for a test: note their arguments, answer for themselves before the app is loaded, and end by Ctrl-C only.</summary>
    private const string FakeFunc = """
        #!/usr/bin/env node
        const fs = require('node:fs'), args = process.argv.slice(2);
        fs.writeFileSync('arguments', args.join(' '));
        let asked = 0;
        require('node:http').createServer((request, response) => {
          response.writeHead(asked++ < 3 ? 404 : 503, { 'Content-Type': asked < 4 ? 'text/plain' : 'application/json' }).end('{}');
        }).listen(Number(args[2]), '127.0.0.1');
        process.on('SIGTERM', () => {});
        process.on('SIGINT', () => { fs.writeFileSync('ended', `after ${asked}`); process.exit(0); });
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly Repository repository;

    public FunctionsHostTests() => repository = new Repository(folder.FullName);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Local_host_starts_the_built_app(bool auth)
    {
        var command = FunctionsHost.Of(HostKind.Local).Command(repository, Start(HostKind.Local, 7071, auth));

        string[] expected = [repository.HostAssembly, "--app", Path.GetDirectoryName(repository.AppAssembly)!, "--port", "7071"];
        Assert.Equal(auth ? [.. expected, "--enable-auth"] : expected, command.Arguments);
        Assert.Equal("value", command.Environment["Some__Setting"]);
    }

    [UnixFact]
    public async Task Core_tools_run_in_the_apps_folder_until_the_app_answers_and_end_by_interrupt()
    {
        var func = folder.Write("tools/func", FakeFunc.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(func, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", $"{Path.GetDirectoryName(func)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
        Directory.CreateDirectory(repository.AppProject);
        var (port, _) = Ports.Choose(0, "test");

        var children = new Children(Repository.DevAssembly);
        await using (children)
        {
            var (app, problem) = await App.StartAsync(repository, children, Start(HostKind.Func, port, auth: true), _ => { }, CancellationToken.None).WaitAsync(Limit);

            Assert.Null(problem);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), app?.Address);
        }

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"start --port {port} --enableAuth"), Read("arguments"));
        Assert.Equal("after 4", Read("ended"));
    }

    [Fact]
    public void Missing_core_tools_are_explained() => Assert.Contains("npm i -g azure-functions-core-tools@4", FunctionsHost.Of(HostKind.Func).Missing.Message, StringComparison.Ordinal);

    private static AppStart Start(HostKind host, int port, bool auth) => new(host, port, auth, new Dictionary<string, string> { ["Some__Setting"] = "value" });

    private string Read(string file) => File.ReadAllText(Path.Combine(repository.AppProject, file));
}
