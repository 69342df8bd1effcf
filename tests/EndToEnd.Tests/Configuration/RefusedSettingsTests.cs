using System.Text.RegularExpressions;
using Testing.Harness;

namespace EndToEnd.Tests.Configuration;

/// <summary>
/// The app does not start with wrong settings, and names every one of them but never a value. Which values are wrong stands in the tests of the
/// settings; here is what a person sees of it.
/// </summary>
public sealed partial class RefusedSettingsTests
{
    private const string Value = "value-that-must-not-be-shown";

    [Fact]
    public async Task No_destination_is_told_with_what_to_set()
    {
        var settings = Settings().Where(setting => !setting.Key.StartsWith("Destinations__", StringComparison.Ordinal)).ToDictionary();

        await AssertRefusedAsync(settings, "Destinations", "Sources__shop__Destination");
    }

    [Fact]
    public async Task Several_problems_are_all_listed_at_once()
    {
        var settings = Settings();
        settings["Destinations__main__ConnectionId"] = Value;
        settings["Destinations__main__UnknownConsent"] = Value;
        settings["Destinations__main__TokenSecret"] = "";
        settings["Sources__shop__Kind"] = Value;
        settings["Ingest__MaxEvents"] = Value;
        settings["Privacy__HashBeforeQueue"] = Value;
        settings["KeyVault__Uri"] = Value;
        settings["AzureWebJobsStorage"] = "";

        await AssertRefusedAsync(
            settings,
            "Destinations__main__ConnectionId",
            "Destinations__main__UnknownConsent",
            "Destinations__main__TokenSecret",
            "Sources__shop__Kind",
            "Ingest__MaxEvents",
            "Privacy__HashBeforeQueue",
            "KeyVault__Uri",
            "AzureWebJobsStorage");
    }

    private static Dictionary<string, string> Settings() =>
        ScenarioSettings.Default("UseDevelopmentStorage=true", new Uri("https://capi.spotify.com/capi-direct/events/"));

    private static async Task AssertRefusedAsync(IReadOnlyDictionary<string, string> settings, params string[] named)
    {
        var (exitCode, output) = await AppProcess.RunToEndAsync(settings);

        Assert.Equal(1, exitCode);
        var problems = output.Errors.Select(error => Problem().Match(error.Message)).Where(match => match.Success).Select(match => match.Groups[1].Value);
        Assert.Equal(named.Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(output.Lines, line => line.Contains(Value, StringComparison.Ordinal));
        Assert.DoesNotContain(output.Lines, line => line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal));
        Assert.DoesNotContain(output.Lines, line => line.Contains(ScenarioSettings.Token, StringComparison.Ordinal) || line.Contains(ScenarioSettings.WebhookSecret, StringComparison.Ordinal));
    }

    // An error of the host's log, as on Azure: standard error of the worker, line by line.
    [GeneratedRegex("^error: ([A-Za-z0-9_]+): ")]
    private static partial Regex Problem();
}
