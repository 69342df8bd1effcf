using System.Text;
using System.Text.RegularExpressions;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Sources;

/// <summary>The platforms that docs/sources/mapped.md adds by settings alone, each with a delivery that another program has signed.</summary>
public sealed partial class DocumentedPlatformTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sources", "mapped.md"));

    private static readonly FixtureCase[] Cases =
        [.. FixtureCase.In(Path.Combine(AppContext.BaseDirectory, "Sources", "Fixtures", "documented-platforms.txt"))];

    public static TheoryData<string> Platforms => ["paddle", "calendly", "typeform"];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_platform_takes_less_than_thirty_lines(string platform) => Assert.InRange(Settings(platform).Length, 5, 29);

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Its_delivery_becomes_a_conversion(string platform)
    {
        var (given, source) = (Cases.Single(one => one.Name == platform), TestSource.Create("Mapped", Settings(platform)));
        var request = TestSource.Request(Encoding.UTF8.GetBytes(given.Texts["body"]), given.Headers);

        Assert.Equal(SignatureResult.Valid, source.Verify(request, "made-up-key"));
        Assert.Equal(SignatureResult.Mismatch, source.Verify(request with { Body = Encoding.UTF8.GetBytes(given.Texts["body"] + " ") }, "made-up-key"));
        var item = Assert.Single(Assert.IsType<SourceReading.Events>(source.Read(request)).Items);
        var consent = item.Consent == MarketingConsent.Unknown ? "" : $" {item.Consent}";
        Assert.Equal(given.Texts["expected"].TrimEnd('\n'), $"{item.EventName} {item.EventId} {item.Value} {item.Currency} {item.User.Emails.Single().Value}{consent}");
        Assert.IsType<EventDecision.Accepted>(new EventValidator(new FakeTimeProvider(TestSource.Now)).Validate(item, new Destination
        {
            Name = "main",
            Endpoint = new Uri("https://capi.spotify.example/"),
            ConnectionId = "00000000-0000-0000-0000-000000000000",
        }));
    }

    private static (string Name, string Value)[] Settings(string platform) =>
    [
        .. Line().Matches(Page).Where(line => line.Groups[1].Value == platform && line.Groups[2].Value is not ("Kind" or "Secrets"))
            .Select(line => (line.Groups[2].Value.Replace("__", ":", StringComparison.Ordinal), line.Groups[3].Value)),
    ];

    [GeneratedRegex("(?m)^Sources__([a-z]+)__([^=\n]+)=(.+)$")]
    private static partial Regex Line();
}
