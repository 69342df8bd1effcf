using System.Text.Json;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>
/// One case: <c>Fixtures/&lt;source&gt;/&lt;case&gt;.request.json</c> holds settings and headers, and the body's file when it is not
/// <c>&lt;case&gt;.json</c>; beside it stand the expected reading and, when something is accepted, the expected request to Spotify.
/// </summary>
internal sealed class Fixture
{
    private readonly string _path;

    public Fixture(string platform, string name)
    {
        _path = Path.Combine(Root, platform, name);
        using var request = JsonDocument.Parse(File.ReadAllBytes(_path + RequestSuffix));
        var settings = Pairs(request.RootElement, "settings");
        Source = TestSource.Create(platform.Replace("-", string.Empty, StringComparison.Ordinal), settings);
        BodyFile = Path.Combine(Root, platform, request.RootElement.TryGetProperty("body", out var body) ? body.GetString()! : name + ".json");
        Request = TestSource.Request(File.ReadAllBytes(BodyFile), Pairs(request.RootElement, "headers"));
    }

    public const string RequestSuffix = ".request.json";

    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Sources", "Fixtures");

    public static IEnumerable<(string Platform, string Name)> All =>
        Directory.EnumerateFiles(Root, "*" + RequestSuffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
            (Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file)[..^RequestSuffix.Length]));

    public IWebhookSource Source { get; }

    public WebhookRequest Request { get; }

    public string BodyFile { get; }

    public string ExpectedFile => _path + ".expected.json";

    public string WireFile => _path + ".wire.json";

    private static (string Name, string Value)[] Pairs(JsonElement request, string name) => request.TryGetProperty(name, out var pairs)
        ? [.. pairs.EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!))]
        : [];
}
