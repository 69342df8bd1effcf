using SpotifyCapi.Settings;
using SpotifyCapi.Sources;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>Makes sources from settings and requests from headers, as the app does.</summary>
internal static class TestSource
{
    /// <summary>When test requests arrive: the second of the published Standard Webhooks vector.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    public static IWebhookSource Create(string kind, params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        var (source, unused) = Read(kind, settings, problems);
        Assert.Empty(problems);
        Assert.Empty(unused);
        return source;
    }

    public static IReadOnlyList<SettingProblem> Problems(string kind, params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        Read(kind, settings, problems);
        return problems;
    }

    public static WebhookRequest Request(ReadOnlySpan<byte> body, params (string Name, string Value)[] headers) =>
        new(body.ToArray(), Headers(headers), Now);

    public static SignatureResult Verify(this IWebhookSource source, WebhookRequest request, params string[] secrets) =>
        source.Verify(request, [.. secrets.Select(secret => new SecretValue(secret))]);

    private static Func<string, IReadOnlyList<string>> Headers((string Name, string Value)[] headers) => name =>
        [.. headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    private static (IWebhookSource Source, IEnumerable<string> Unused) Read(
        string kind, (string Name, string Value)[] settings, List<SettingProblem> problems)
    {
        var reader = new SettingReader(
            "Sources__test", settings.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems);
        var source = SourceKinds.Find(kind)?.Create(reader) ?? throw new ArgumentException("No such kind.", nameof(kind));
        return (source, reader.Unused());
    }
}
