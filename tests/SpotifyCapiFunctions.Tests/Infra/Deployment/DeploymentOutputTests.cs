namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary><c>infra/output</c>, which the deployment workflow reads names and addresses with.</summary>
public sealed class DeploymentOutputTests
{
    [TheoryWithJq]
    [InlineData("FUNCTION_APP_NAME")]
    [InlineData("functioN_APP_NAME")]
    [InlineData("function_app_name")]
    public async Task NameInAnyCase_GivesTheValue(string name)
    {
        var (exitCode, output, errors) = await ReadAsync($$$"""{"URI":{"value":"https://x"},"{{{name}}}":{"type":"String","value":"func-x"}}""");

        Assert.Equal((0, "func-x", ""), (exitCode, output, errors));
    }

    [TheoryWithJq]
    [InlineData("""{"FUNCTION_APP_NAME":{"type":"String","value":""}}""")]
    [InlineData("""{"FUNCTION_APP_NAME_TOO":{"type":"String","value":"func-x"}}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task NoValue_FailsAndNamesIt(string outputs)
    {
        var (exitCode, output, errors) = await ReadAsync(outputs);

        Assert.Equal((1, "", "FAILED  deployment spotify-capi-prod has no output FUNCTION_APP_NAME\n"), (exitCode, output, errors));
    }

    [Fact]
    public async Task Az_that_fails_fails()
    {
        var (exitCode, output, _) = await Script.RunAsync("infra/output", ["spotify-capi-prod", "FUNCTION_APP_NAME"], "return 3");

        Assert.NotEqual(0, exitCode);
        Assert.Empty(output);
    }

    private static Task<(int ExitCode, string Output, string Errors)> ReadAsync(string outputs) =>
        Script.RunAsync("infra/output", ["spotify-capi-prod", "FUNCTION_APP_NAME"], $"printf %s '{outputs}'");
}
