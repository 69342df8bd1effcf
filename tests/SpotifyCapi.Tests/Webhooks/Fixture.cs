using System.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>
/// One case of <c>Fixtures/&lt;source&gt;[.&lt;topic&gt;].txt</c>: settings, headers and body, or the name of the case whose body it shares;
/// then the expected reading and, when something is accepted, the expected request to Spotify.
/// </summary>
internal sealed class Fixture
{
    private const string BodyOf = "body of ";

    private static readonly IReadOnlyDictionary<(string Platform, string Name), FixtureCase> Cases =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Webhooks", "Fixtures"), "*.txt")
            .SelectMany(FixtureCase.In, (file, item) => (Platform: Path.GetFileName(file).Split('.')[0], Case: item))
            .ToDictionary(item => (item.Platform, item.Case.Name), item => item.Case);

    private readonly FixtureCase @case;

    public Fixture(string platform, string name)
    {
        @case = Cases[(platform, name)];
        Source = TestSource.Create(platform.Replace("-", string.Empty, StringComparison.Ordinal), @case.Settings);
        var shared = @case.Texts.Keys.SingleOrDefault(title => title.StartsWith(BodyOf, StringComparison.Ordinal));
        var body = shared is null ? @case : Cases[(platform, shared[BodyOf.Length..])];
        Request = TestSource.Request(Encoding.UTF8.GetBytes(body.Texts["body"]), @case.Headers);
    }

    public static IEnumerable<(string Platform, string Name)> All => Cases.Keys.OrderBy(at => $"{at.Platform}/{at.Name}", StringComparer.Ordinal);

    public IWebhookSource Source { get; }

    public WebhookRequest Request { get; }

    public string Expected => @case.Texts["expected"];

    /// <summary>Null when nothing is accepted.</summary>
    public string? Wire => @case.Texts.GetValueOrDefault("wire");
}
