using System.Text;
using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

public sealed class FixtureTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (platform, name) in Fixture.All)
                data.Add(platform, name);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_payload_is_read_as_its_expected_file_says(string platform, string name)
    {
        var fixture = new Fixture(platform, name);

        var outcome = FixtureOutcome.Of(fixture);

        Assert.Equal(File.ReadAllText(fixture.ExpectedFile), outcome.Reading);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spotify_gets_exactly_the_bytes_of_the_wire_file(string platform, string name)
    {
        var fixture = new Fixture(platform, name);

        var outcome = FixtureOutcome.Of(fixture);

        Assert.Equal(File.Exists(fixture.WireFile) ? File.ReadAllText(fixture.WireFile) : null, outcome.Wire);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_secret_of_a_payload_is_read(string platform, string name)
    {
        var outcome = FixtureOutcome.Of(new Fixture(platform, name));

        Assert.DoesNotContain("SECRET", outcome.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain("wc_order_", outcome.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain("8d872292709c6fbe", outcome.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_belongs_to_a_case()
    {
        var used = Fixture.All.Select(at => new Fixture(at.Platform, at.Name))
            .SelectMany(fixture => (string[])[fixture.BodyFile, fixture.ExpectedFile, fixture.WireFile])
            .ToHashSet(StringComparer.Ordinal);

        var orphans = Directory.EnumerateFiles(Fixture.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(Fixture.RequestSuffix, StringComparison.Ordinal) && !used.Contains(file));

        Assert.NotEmpty(used);
        Assert.Empty(orphans);
    }
}

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

/// <summary>What the whole domain makes of a webhook: the reading, the decision about each event, and the request to Spotify.</summary>
internal sealed class FixtureOutcome
{
    private static readonly Destination Destination = new()
    {
        Name = "main",
        Endpoint = new Uri("https://capi.spotify.example/capi-direct/events/"),
        ConnectionId = "00000000-0000-0000-0000-000000000000",
    };

    private static readonly EventValidator Validator = new(new FixedTime(new DateTimeOffset(2026, 1, 24, 12, 0, 0, TimeSpan.Zero)));

    private FixtureOutcome(SourceReading reading)
    {
        Decisions = reading is SourceReading.Events(var events, _) ? [.. events.Select(item => Validator.Validate(item, Destination))] : [];
        Reading = ReadingJson.Write(reading, Decisions);
        var hashed = Decisions.OfType<EventDecision.Accepted>().Select(accepted => HashedEvent.Of(accepted.Event, Destination.PhoneFormat)).ToArray();
        Wire = RequestBatcher.Write(new CapiDirectFormat(), Destination, hashed) is [var request] ? Encoding.UTF8.GetString(request.Json.Span) : null;
    }

    public IReadOnlyList<EventDecision> Decisions { get; }

    /// <summary>The reading as indented JSON.</summary>
    public string Reading { get; }

    /// <summary>The exact request; null when nothing is accepted.</summary>
    public string? Wire { get; }

    public static FixtureOutcome Of(Fixture fixture) => new(fixture.Source.Read(fixture.Request));
}
