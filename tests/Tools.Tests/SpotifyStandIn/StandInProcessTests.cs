using System.Diagnostics;
using System.Globalization;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn;

public sealed class StandInProcessTests
{
    private const string Connection = "0b6f4a54-2b1e-4a7c-8f0c-3d1f6c9a2e77";

    [Fact]
    public async Task Ready_line_names_an_address_that_answers_with_the_given_credentials()
    {
        using var process = Start("--port", "0", "--connection", Connection, "--token", "one", "--token", "two");
        try
        {
            var address = await ReadyAsync(process);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };

            Assert.Equal(
                $$"""[{"id":"{{Connection}}","active_tokens":2,"allow_alias":false}]""",
                await http.GetStringAsync(new Uri(address, "/connections")));
        }
        finally
        {
            await EndAsync(process);
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_ends_the_process_with_success(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var process = Start();
        try
        {
            await ReadyAsync(process);

            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(Limit.Seconds(15));

            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            await EndAsync(process);
        }
    }

    [Fact]
    public async Task Parent_that_is_gone_ends_the_process()
    {
        using var parent = Start();
        using var child = Start("--exit-with-parent", parent.Id.ToString(CultureInfo.InvariantCulture));
        try
        {
            await ReadyAsync(child);
            Assert.False(child.HasExited);

            parent.Kill();
            await child.WaitForExitAsync(Limit.Seconds(15));

            Assert.Equal(0, child.ExitCode);
        }
        finally
        {
            await EndAsync(child);
            await EndAsync(parent);
        }
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--token", "before-any-connection")]
    [InlineData("--port")]
    [InlineData("--port", "-1")]
    [InlineData("--connection", "not-a-uuid")]
    [InlineData("--client-secret", "before-any-client")]
    public void Bad_arguments_are_refused(params string[] arguments) =>
        Assert.Throws<FormatException>(() => StandInArguments.Parse(arguments));

    [Fact]
    public void No_arguments_mean_the_demonstration()
    {
        var arguments = StandInArguments.Parse([]);

        Assert.Equal(StandInOptions.Demo.Connections, arguments.Options.Connections);
        Assert.Null(arguments.ParentProcess);
    }

    private static Process Start(params string[] arguments)
    {
        var program = Path.ChangeExtension(typeof(StandInServer).Assembly.Location, ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private static async Task<Uri> ReadyAsync(Process process)
    {
        const string Prefix = "stand-in ready ";
        var line = await process.StandardOutput.ReadLineAsync(Limit.Seconds(20));
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        return new Uri(line![Prefix.Length..]);
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(Limit.Seconds(10));
    }
}
