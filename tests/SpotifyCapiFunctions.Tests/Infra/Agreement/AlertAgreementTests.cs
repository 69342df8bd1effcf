using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>Alerts ask for what the code writes and what reaches the workspace, and say what to do.</summary>
public sealed partial class AlertAgreementTests
{
    public static TheoryData<string> Queries => [.. Repository.Files("infra/alerts", "*.kql")];

    private static IReadOnlyList<string> Rules { get; } = [.. Rule().Matches(Repository.Read("infra/modules/alerts.bicep")).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Every_rule_has_its_query_and_every_query_its_rule()
    {
        var files = Repository.Files("infra/alerts", "*.kql").Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(Rules.Order(), files.Order());
        Assert.All(Rules, name => Assert.Contains($"loadTextContent('../alerts/{name}.kql')", Repository.Read("infra/modules/alerts.bicep"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_section_of_its_name_in_the_runbook()
    {
        var headings = Heading().Matches(Repository.Read("docs/operations.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(Rules.Order(), headings.Order());
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Events_metrics_and_properties_are_those_of_the_code(string query)
    {
        Assert.Empty(new AlertQuery(Repository.Read(query)).Unknown());
        Assert.All(
            new AlertQuery(Repository.Read(query)).Events,
            read => Assert.Contains($"| {read.Name} | {read.Level} |", Repository.Read("docs/telemetry.md"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AppTraces\n| parse Message with Source \": refused\"\n| count", "a text: parse")]
    [InlineData("AppTraces\n| where tostring(Properties.EventName) == \"1004\" and Message has \"refused\"", "a text: Message")]
    [InlineData("AppTraces\n| where tostring(Properties.EventName) == \"1004\"\n| extend extract(\"a\", 1, tostring(Properties.Code))", "a text: extract")]
    [InlineData("AppTraces\n| count", "log events without a name")]
    [InlineData("AppTraces\n| where tostring(Properties.EventName) in (\"1004\", \"1099\")", "log event 1099")]
    [InlineData("AppTraces\n| where tostring(Properties.EventName) == \"1003\"", "log event 1003")]
    [InlineData("AppTraces\n| where tostring(Properties.EventName) == \"1004\"\n| summarize by tostring(Properties.Kode)", "property Kode")]
    [InlineData("AppMetrics\n| where Name == \"spotify_capi.events.lost\"\n| summarize sum(Sum)", "metric spotify_capi.events.lost")]
    [InlineData("AppMetrics\n| where Name == \"spotify_capi.events.deferred\"\n| summarize sum(Sum) by tostring(Properties.source)", "tag source")]
    [InlineData("AppMetrics\n| summarize sum(Sum)", "metrics without a name")]
    public void Planted_mistake_is_found(string query, string finding) => Assert.Contains(finding, new AlertQuery(query).Unknown());

    [Theory]
    [MemberData(nameof(Queries))]
    public void Names_are_those_of_the_code(string query)
    {
        var text = Repository.Read(query);
        Assert.All(Named("Name == ", text).Where(name => !name.Contains('.', StringComparison.Ordinal)), name => Assert.Contains(name, AppCode.Functions.Keys));
        Assert.All(Named("Name startswith ", text), start => Assert.Contains(AppCode.Functions.Keys, name => name.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(
            Named("tostring(Properties.Route) startswith ", text),
            start => Assert.Contains(AppCode.Routes, route => route.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(Named("Uri has ", text), part => Assert.Contains(part.Trim('/'), new[] { StorageNames.Conversions, StorageNames.ConversionsPoison }));
        Assert.All(Listed("Reason", text), reason => Assert.Contains(reason, DeliveryReasons.All));
        Assert.All(Listed("Outcome", text), outcome => Assert.Contains(outcome, new[] { DeliveryStatus.Delivered, DeliveryStatus.Deferred, DeliveryStatus.Paused, DeliveryStatus.Dead }));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Tables_are_those_that_are_filled(string query)
    {
        var tables = Table().Matches(Repository.Read(query)).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(tables);
        Assert.Subset(new HashSet<string> { "AppMetrics", "AppTraces", "AppRequests", "StorageQueueLogs", "AZKVAuditLogs" }, tables.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Queries_start_with_a_table_and_use_no_operator_that_rules_refuse(string query)
    {
        var text = Comment().Replace(Repository.Read(query), "");

        Assert.DoesNotMatch("\\b(union|search|print)\\b", text);
        Assert.Matches("^(App|Storage|AZKV)[A-Z]\\w+\\n", text.Split(";\n")[^1].TrimStart());
    }

    [Fact]
    public void Events_that_wait_keep_their_rule_raised_when_no_new_one_comes()
    {
        var query = Repository.Read("infra/alerts/nothing-delivered.kql");

        Assert.Contains("lookBack: 'P2D'", Templates.Block("infra/modules/alerts.bicep", "name: 'nothing-delivered'", "}"), StringComparison.Ordinal);
        Assert.Contains("overrideQueryTimeRange: entry.?lookBack", Repository.Read("infra/modules/alerts.bicep"), StringComparison.Ordinal);
        // No limit in time but the half hour: everything put since the last success counts.
        Assert.Equal(["ago(30m)"], Ago().Matches(query).Select(match => match.Value));
        Assert.Contains("TimeGenerated < ago(30m)", query, StringComparison.Ordinal);
        Assert.Contains("TimeGenerated > coalesce(LastDone, ", query, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_put_off_is_put_into_the_queue_again_and_seen_there() =>
        Assert.Contains("queue.SendAsync(body, delay", Repository.Read("src/SpotifyCapi/Delivery/Deferral.cs"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(SettingsAgreementTests.ParameterFiles), MemberType = typeof(SettingsAgreementTests))]
    public void Runbook_is_linked_from_where_the_deployment_comes_from(string parameterFile) =>
        Assert.Contains("param runbookUrl = readEnvironmentVariable('RUNBOOK_URL', ", Repository.Read(parameterFile), StringComparison.Ordinal);

    [Fact]
    public void Heartbeat_of_the_app_comes_oftener_than_its_rule_looks()
    {
        var timer = Assert.Single(AppCode.Triggers, trigger => trigger.Function == "ErasePersonalData");

        Assert.Equal("0 */10 * * * *", timer.Argument);
        Assert.Contains("window: 'PT30M'", Templates.Block("infra/modules/alerts.bicep", "name: 'app-silent'", "}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostic_settings_fill_the_tables_that_are_not_the_apps_own()
    {
        Assert.Contains("category: 'StorageWrite'", Repository.Read("infra/modules/storage.bicep"), StringComparison.Ordinal);
        Assert.Contains("categoryGroup: 'audit'", Repository.Read("infra/modules/vault.bicep"), StringComparison.Ordinal);
        Assert.Contains("logAnalyticsDestinationType: 'Dedicated'", Repository.Read("infra/modules/vault.bicep"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Named(string before, string text) =>
        Regex.Matches(text, "(?<!\\w)" + Regex.Escape(before) + "\"([^\"]+)\"").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Listed(string column, string text) =>
        Regex.Matches(text, column + "\\)? in \\(([^)]*)\\)").SelectMany(match => Quoted().Matches(match.Groups[1].Value)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^\\s*//.*\\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("ago\\([^)]*\\)")]
    private static partial Regex Ago();

    [GeneratedRegex("^    name: '([a-z-]+)'$", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex("^### ([a-z]+(?:-[a-z]+)+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\b((?:App|Storage|AZKV|Azure)[A-Z]\\w+|customMetrics|traces|requests)\\b")]
    private static partial Regex Table();
}
