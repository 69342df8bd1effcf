using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>The examples of docs/consent.md, docs/exclusions.md and docs/value.md are run: settings, request, and the part of the answer that is shown.</summary>
public sealed partial class GuideTests
{
    private static readonly string[] Pages = ["consent.md", "exclusions.md", "value.md"];

    private static readonly Dictionary<string, Match> Examples = Pages
        .SelectMany(page => Example().Matches(Repository.Read($"docs/{page}").ReplaceLineEndings("\n")).Select(match => (Name: $"{page}: {match.Groups["title"].Value}", match)))
        .ToDictionary(example => example.Name, example => example.match);

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Fact]
    public void Every_example_is_run() => Assert.All(Pages, page => Assert.Equal(
        Repository.Read($"docs/{page}").Split("\n### ").Length - 1, Examples.Keys.Count(name => name.StartsWith(page, StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_is_answered_as_the_page_says(string name)
    {
        var example = Examples[name];
        var settings = Configured.Load(example.Groups["ini"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
            .Select(pair => (pair[0], (string?)pair[1])).Prepend(("Sources__shop__Destination", "main")));
        Assert.Empty(settings.Unused);
        var validator = new EventValidator(Intakes.Time);
        var memory = new BodyMemory(settings.Ingest);
        var preview = new PreviewFunctions(
            settings.Sources, settings.Destinations, settings.Ingest, memory, new WebhookPreview(settings.Sources, settings.Destinations, settings.Ingest, memory, validator, Intakes.Time), validator, Intakes.Time, NullLogger<PreviewFunctions>.Instance);
        var request = Request(example.Groups["http"].Value);

        await preview.PreviewEvents(request, default);

        var result = Assert.Single(request.HttpContext.Seen().Json.GetProperty("results").EnumerateArray());
        AssertHolds(result, JsonDocument.Parse(example.Groups["json"].Value).RootElement, name);
    }

    private static HttpRequest Request(string text)
    {
        var parts = text.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var headers = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1])).ToArray();
        var request = Builders.Http.Post(Encoding.UTF8.GetBytes(parts[1]), "application/json", headers);
        var question = lines[0].IndexOf('?', StringComparison.Ordinal);
        request.QueryString = question < 0 ? QueryString.Empty : new QueryString(lines[0][question..]);
        return request;
    }

    // Everything that is shown is there; what is not shown may be.
    private static void AssertHolds(JsonElement actual, JsonElement shown, string path)
    {
        if (shown.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in shown.EnumerateObject())
            {
                Assert.True(actual.TryGetProperty(member.Name, out var value), $"{path}.{member.Name} is missing in {actual.GetRawText()}");
                AssertHolds(value, member.Value, $"{path}.{member.Name}");
            }
        }
        else if (shown.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(shown.GetArrayLength(), actual.GetArrayLength());
            foreach (var (one, other) in actual.EnumerateArray().Zip(shown.EnumerateArray()))
                AssertHolds(one, other, path);
        }
        else
        {
            Assert.Equal(shown.ToString(), actual.ToString());
        }
    }

    [GeneratedRegex(@"\n### (?<title>[^\n]+)\n\n(```ini\n(?<ini>.*?)\n```\n\n)?```http\n(?<http>.*?)\n```\n\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
