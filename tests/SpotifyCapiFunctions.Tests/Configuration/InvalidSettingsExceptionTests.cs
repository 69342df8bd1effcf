using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class InvalidSettingsExceptionTests
{
    [Fact]
    public async Task Report_IsALineOfItsOwnForEachProblemThatTheHostTakesForAnError()
    {
        using var output = new StringWriter();

        var exitCode = await new InvalidSettingsException([new("A__b", "is missing."), new("C", "must be 1.")]).ReportAsync(output);

        Assert.NotEqual(0, exitCode);
        Assert.Equal(
            ["error: The app does not start: 2 problems in its settings.", "error: A__b: is missing.", "error: C: must be 1."],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void OneProblem_IsToldInTheSingular() => Assert.StartsWith(
        "The app does not start: 1 problem in its settings.",
        new InvalidSettingsException([new SettingProblem("A", "is missing.")]).Message,
        StringComparison.Ordinal);
}
