using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>A test's name is a sentence, its words joined by underscores.</summary>
public sealed partial class TestNamesTests
{
    // Names and abbreviations that are written with capitals inside.
    private static readonly string[] Words = ["WooCommerce", "GitHub", "RudderStack", "OpenAPI", "OpenTelemetry", "CloudEvents", "CloudEvent", "IPv4", "IPv6", "ETag", "HubSpot", "TrackLayers", "gRPC"];

    private static readonly (string File, string Name)[] Names =
    [
        .. Repository.Files("tests", "*.cs", below: true).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Tests().Matches(Repository.Read(file)).Select(match => (file, match.Groups[1].Value))),
    ];

    [Fact]
    public void Test_is_named_by_a_sentence()
    {
        Assert.True(Names.Length > 1500, $"Only {Names.Length} tests were found.");
        Assert.DoesNotContain(Names, test => !test.Name.Contains('_', StringComparison.Ordinal) || test.Name.Split('_').Any(word => !Words.Contains(word) && !Plain().IsMatch(word)));
    }

    [GeneratedRegex(@"\[\w*(?:Fact|Theory)\b[^\n]*\]\s*(?:\[[^\n]*\]\s*|//[^\n]*\n\s*)*public (?:static )?(?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Tests();

    [GeneratedRegex("^(?:[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*s?|[0-9]+[a-z]*)$")]
    private static partial Regex Plain();
}
