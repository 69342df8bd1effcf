using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>host.json, the destination's limits and the number of instances are one budget, and docs/deploy.md says the sum.</summary>
public sealed partial class RateBudgetTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(Repository.Read("host.json")).RootElement;

    private static readonly JsonElement Queues = Host.GetProperty("extensions").GetProperty("queues");

    private static int MessagesPerInstance => Queues.GetProperty("batchSize").GetInt32() + Queues.GetProperty("newBatchThreshold").GetInt32();

    public static TheoryData<string> ParameterFiles => [.. Templates.ParameterFiles];

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public void Worst_case_of_every_environment_is_the_documented_one(string parameterFile)
    {
        var destination = ExampleSettings.Load(ExampleSettings.Of(parameterFile)).Destinations["main"];
        var instances = Templates.Number(parameterFile, "maximumInstanceCount");

        var row = Row().Matches(Repository.Read("docs/deploy.md")).Single(match => match.Groups[1].Value == Path.GetFileName(parameterFile));
        Assert.Equal(
            (instances, destination.MaxRequestsPerSecond, instances * destination.MaxRequestsPerSecond, instances * Math.Min(destination.MaxConcurrency, MessagesPerInstance)),
            (Number(row, 2), Number(row, 3), Number(row, 4), Number(row, 5)));
    }

    [Fact]
    public void Requests_at_once_are_bounded_by_the_destination_and_not_by_the_host() =>
        Assert.True(ExampleSettings.Load(ExampleSettings.Of("infra/prod.bicepparam")).Destinations["main"].MaxConcurrency <= MessagesPerInstance);

    [Fact]
    public void An_invocation_ends_long_before_its_lease()
    {
        // The host holds a message for ten minutes at most without renewing it.
        var timeout = TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);
        Assert.True(timeout <= TimeSpan.FromMinutes(5));
        Assert.True(Queues.GetProperty("maxDequeueCount").GetInt32() >= 5);
        Assert.NotEqual("00:00:00", Queues.GetProperty("visibilityTimeout").GetString());
    }

    [Fact]
    public void Sampling_leaves_what_alerts_count()
    {
        var excluded = Host.GetProperty("logging").GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("excludedTypes").GetString()!.Split(';');

        Assert.Contains("Trace", excluded);
        Assert.Contains("Request", excluded);
    }

    [Fact]
    public void Telemetry_mode_OpenTelemetry_is_not_set_since_the_queries_ask_for_the_hosts_own_tables() =>
        Assert.False(Host.TryGetProperty("telemetryMode", out _));

    private static int Number(Match row, int group) => int.Parse(row.Groups[group].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("^\\| `([a-z]+\\.bicepparam)` \\| ([\\d,]+) \\| ([\\d,]+) \\| ([\\d,]+) \\| ([\\d,]+) \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
