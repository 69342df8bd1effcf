namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary><c>infra/function-key</c>: right after a deployment the host that gives keys is still starting.</summary>
public sealed class FunctionKeyScriptTests
{
    [Fact]
    public async Task Key_that_is_there_is_printed()
    {
        var (exitCode, output, _) = await ReadAsync("""[ "$*" = "functionapp keys list --resource-group rg --name func --query functionKeys.default --output tsv" ] && echo key-of-app""");

        Assert.Equal((0, "key-of-app"), (exitCode, output));
    }

    [Fact]
    public async Task Host_that_is_still_starting_is_asked_again()
    {
        var asked = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var (exitCode, output, _) = await ReadAsync($"if [ -e '{asked}' ]; then echo key-of-app; else touch '{asked}'; return 1; fi", seconds: 30);

            Assert.Equal((0, "key-of-app"), (exitCode, output));
        }
        finally
        {
            File.Delete(asked);
        }
    }

    [Theory]
    [InlineData("echo ServiceUnavailable >&2; return 1", "ServiceUnavailable")]
    [InlineData("true", "")]
    public async Task No_key_in_time_fails_with_what_az_said(string az, string problem)
    {
        var (exitCode, output, errors) = await ReadAsync(az);

        Assert.Equal((1, "", $"FAILED  func gives no function key after 0 s: {problem}"), (exitCode, output, errors.Trim('\n')));
    }

    private static Task<(int ExitCode, string Output, string Errors)> ReadAsync(string az, int seconds = 0) =>
        Script.RunAsync("infra/function-key", ["rg", "func"], az, seconds);
}
