using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
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
    public void EveryRule_HasItsQueryAndEveryQueryItsRule()
    {
        var files = Repository.Files("infra/alerts", "*.kql").Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(Rules.Order(), files.Order());
        Assert.All(Rules, name => Assert.Contains($"loadTextContent('../alerts/{name}.kql')", Repository.Read("infra/modules/alerts.bicep"), StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRule_HasASectionOfItsNameInTheRunbook()
    {
        var headings = Heading().Matches(Repository.Read("docs/operations.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(Rules.Order(), headings.Order());
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void LogTexts_AreThoseOfTheCode(string query)
    {
        foreach (Match clause in Parse().Matches(Repository.Read(query)))
        {
            // `"` around the fixed texts and the names between them, as KQL's parse wants it.
            var known = AppCode.LogEvents.SingleOrDefault(one => Clause(one.Template) == Types().Replace(clause.Groups[1].Value.Trim(), ""));
            Assert.True(known is not null, $"no log event says {clause.Groups[1].Value}");
            Arrives(known);
        }

        foreach (Match text in Has().Matches(Repository.Read(query)))
        {
            var known = AppCode.LogEvents.SingleOrDefault(one => one.Fixed.Any(part => part.Contains(text.Groups[1].Value, StringComparison.Ordinal)));
            Assert.True(known is not null, $"no log event, or more than one, says {text.Groups[1].Value}");
            Arrives(known);
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Names_AreThoseOfTheCode(string query)
    {
        var text = Repository.Read(query);
        Assert.All(Named("Name == ", text), name => Assert.Contains(name, AppCode.Functions.Keys));
        Assert.All(Named("Name startswith ", text), start => Assert.Contains(AppCode.Functions.Keys, name => name.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(Named("Uri has ", text), part => Assert.Contains(part.Trim('/'), new[] { StorageNames.Conversions, StorageNames.ConversionsPoison }));
        Assert.All(Listed("Reason", text), reason => Assert.Contains(reason, DeliveryReasons.All));
        var outcomes = Listed("Outcome", text).Concat(Named("Outcome == ", text));
        Assert.All(outcomes, outcome => Assert.Contains(outcome, new[] { DeliveryStatus.Delivered, DeliveryStatus.Deferred, DeliveryStatus.Paused, DeliveryStatus.Dead }));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Tables_AreThoseThatAreFilled(string query)
    {
        var tables = Table().Matches(Repository.Read(query)).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(tables);
        Assert.Subset(new HashSet<string> { "AppTraces", "AppRequests", "StorageQueueLogs", "AZKVAuditLogs" }, tables.ToHashSet());
        Assert.DoesNotContain("spotify_capi.", Repository.Read(query), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Queries_StartWithATableAndUseNoOperatorThatRulesRefuse(string query)
    {
        var text = Comment().Replace(Repository.Read(query), "");

        Assert.DoesNotMatch("\\b(union|search|print)\\b", text);
        Assert.Matches("^(App|Storage|AZKV)[A-Z]\\w+\\n", text.Split(";\n")[^1].TrimStart());
    }

    [Fact]
    public void EventsThatWait_KeepTheirRuleRaisedWhenNoNewOneComes()
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
    public void WhatIsPutOff_IsPutIntoTheQueueAgainAndSeenThere() =>
        Assert.Contains("queue.SendAsync(body, delay", Repository.Read("src/SpotifyCapi/Delivery/Deferral.cs"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(SettingsAgreementTests.ParameterFiles), MemberType = typeof(SettingsAgreementTests))]
    public void Runbook_IsLinkedFromWhereTheDeploymentComesFrom(string parameterFile) =>
        Assert.Contains("param runbookUrl = readEnvironmentVariable('RUNBOOK_URL', ", Repository.Read(parameterFile), StringComparison.Ordinal);

    [Fact]
    public void HeartbeatOfTheApp_ComesOftenerThanItsRuleLooks()
    {
        var timer = Assert.Single(AppCode.Triggers, trigger => trigger.Function == "ErasePersonalData");

        Assert.Equal("0 */10 * * * *", timer.Argument);
        Assert.Contains("window: 'PT30M'", Templates.Block("infra/modules/alerts.bicep", "name: 'app-silent'", "}"), StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnosticSettings_FillTheTablesThatAreNotTheAppsOwn()
    {
        Assert.Contains("category: 'StorageWrite'", Repository.Read("infra/modules/storage.bicep"), StringComparison.Ordinal);
        Assert.Contains("categoryGroup: 'audit'", Repository.Read("infra/modules/vault.bicep"), StringComparison.Ordinal);
        Assert.Contains("logAnalyticsDestinationType: 'Dedicated'", Repository.Read("infra/modules/vault.bicep"), StringComparison.Ordinal);
    }

    private static void Arrives(LogEvent known)
    {
        Assert.False(known.InBackground, $"{known.Id} is written outside of an invocation and never reaches the workspace");
        Assert.True(known.Level >= LogLevel.Information, $"{known.Id} is below the level of host.json");
        Assert.Contains($"| {known.Id} | {known.Level} |", Repository.Read("docs/telemetry.md"), StringComparison.Ordinal);
    }

    private static string Clause(string template) => $"\"{Placeholder().Replace(template, "\" $1 \"")}\"".Replace("\"\" ", "", StringComparison.Ordinal).Replace(" \"\"", "", StringComparison.Ordinal);

    private static IEnumerable<string> Named(string before, string text) =>
        Regex.Matches(text, "(?<!\\w)" + Regex.Escape(before) + "\"([^\"]+)\"").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Listed(string column, string text) =>
        Regex.Matches(text, column + " in \\(([^)]*)\\)").SelectMany(match => Quoted().Matches(match.Groups[1].Value)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^\\s*//.*\\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("ago\\([^)]*\\)")]
    private static partial Regex Ago();

    [GeneratedRegex("^    name: '([a-z-]+)'$", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex("^### ([a-z]+(?:-[a-z]+)+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("parse Message with (.*)$", RegexOptions.Multiline)]
    private static partial Regex Parse();

    [GeneratedRegex("Message has \"([^\"]+)\"")]
    private static partial Regex Has();

    [GeneratedRegex(":(long|int|double)\\b")]
    private static partial Regex Types();

    [GeneratedRegex("\\{(\\w+)\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\b((?:App|Storage|AZKV|Azure)[A-Z]\\w+|customMetrics|traces|requests)\\b")]
    private static partial Regex Table();
}
