using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Tests.Observability;

/// <summary>docs/telemetry.md against the code, in both directions: alerts are built on these names.</summary>
public sealed partial class TelemetryDocumentationTests
{
    private static string Page { get; } = Read("telemetry.md");

    [Fact]
    public void Metrics_are_those_of_the_page() => Assert.Equal(
        typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(),
        MetricRow().Matches(Page).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Log_events_are_those_of_the_page()
    {
        var written = ((Assembly[])[typeof(Composition).Assembly, typeof(ConversionTelemetry).Assembly])
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .Where(attribute => attribute is not null)
            .Select(attribute => $"{attribute!.EventId} {attribute.Level}")
            .ToArray();

        Assert.NotEmpty(written);
        Assert.Equal(written.Length, written.Distinct().Count());
        Assert.Equal(written.Order(), LogRow().Matches(Page).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order());
    }

    /// <summary>The host drops the number and keeps the name.</summary>
    [Fact]
    public void Log_events_are_named_by_their_number() => Assert.All(
        typeof(Composition).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>(),
        attribute => Assert.Equal(attribute.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture), attribute.EventName));

    [Fact]
    public void Operations_explains_every_reason_once() => Assert.Equal(
        DeliveryReasons.All.Order(),
        ReasonRow().Matches(Read("operations.md")).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value).Order());

    private static string Read(string page) => Repository.Read($"docs/{page}");

    [GeneratedRegex("^\\| `(spotify_capi\\.[a-z_.]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("^\\| `[^|]*\\| (deferred|paused|dead) \\|", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^\\| (\\d{4}) \\| (\\w+) \\|", RegexOptions.Multiline)]
    private static partial Regex LogRow();
}
