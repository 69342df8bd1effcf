using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

public sealed class DiagnosticsClientTests : IDisposable
{
    private const string Answer = """
        {"dataset_id":"d","datasources":[
          {"datasource_type":"CAPI","datasource_id":"00000000-0000-0000-0000-000000000000","granularity":"DAILY","timeseries":[
            {"total":3,"timestamp":"2026-05-31T00:00:00Z","event_counts":[{"name":"ADDTOCART","event_count":3,"last_activity_ms":1}]},
            {"total":2,"timestamp":"2026-06-01T00:00:00Z","event_counts":[{"name":"PURCHASE","event_count":2,"last_activity_ms":1}]}]},
          {"datasource_type":"PIXEL","datasource_id":"pixel","granularity":"DAILY","timeseries":[
            {"total":9,"timestamp":"2026-06-01T00:00:00Z","event_counts":[{"name":"PURCHASE","event_count":9,"last_activity_ms":1}]}]}]}
        """;

    private static readonly Destination Main = TestDestinations.Direct with
    {
        Ads = new AdsAccess(new Uri("https://ads.spotify.example/ads/v3/"), "my business", "d", "ads-token"),
    };

    private readonly ScriptedServer server = new();
    private readonly FakeSecrets secrets = new(("ads-token", "token-1"));

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task CountsOfTheConnection_AreReadByDay()
    {
        server.Then(200, Answer);

        var answer = await AskAsync(Main);

        Assert.Equal([new(new DateOnly(2026, 5, 31), "ADDTOCART", 3), new(new DateOnly(2026, 6, 1), "PURCHASE", 2)], answer.Days);
        var seen = Assert.Single(server.Seen);
        Assert.Equal(
            "https://ads.spotify.example/ads/v3/businesses/my%20business/datasets/d/diagnostics?granularities=DAILY&datasource_ids=00000000-0000-0000-0000-000000000000",
            seen.Address.AbsoluteUri);
        Assert.Equal((HttpMethod.Get, "Bearer token-1"), (seen.Method, seen.Authorization));
    }

    [Fact]
    public async Task RefusedToken_IsReadAnewOnce()
    {
        secrets.Stored["ads-token"] = "token-2";
        server.Then(401).Then(200, Answer);

        Assert.Equal("ok", (await AskAsync(Main)).Status);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Seen.Select(seen => seen.Authorization));
    }

    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not_found")]
    [InlineData(429, "rate_limited")]
    [InlineData(500, "unavailable")]
    [InlineData(302, "unavailable")]
    public async Task Refusal_HasItsWordAndItsSentence(int status, string word)
    {
        server.Then(status, "whatever");

        var answer = await AskAsync(Main);

        Assert.Equal(word, answer.Status);
        Assert.NotEmpty(DiagnosticsStatus.Explain(word));
        Assert.Empty(answer.Days);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"datasources":[{"granularity":"DAILY","datasource_id":"00000000-0000-0000-0000-000000000000","timeseries":[{"timestamp":"soon"}]}]}""")]
    public async Task AnswerThatIsNotAsDocumented_IsUnreadable(string body)
    {
        server.Then(200, body);

        Assert.Equal("unreadable", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task BrokenConnection_IsUnavailable()
    {
        server.Then((_, _) => throw new HttpRequestException("no route"));

        Assert.Equal("unavailable", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task DestinationWithoutAdsApi_IsNotAsked() => Assert.Equal("not_configured", (await AskAsync(TestDestinations.Direct)).Status);

    [Fact]
    public void Comparison_PutsBothSpellingsIntoOneRow()
    {
        var sent = new TallyLine(FigureKey.MinuteOf(new DateTimeOffset(2026, 5, 31, 23, 59, 0, TimeSpan.Zero)), "shop", "direct", new Figures { Sent = new() { ["ADD_TO_CART"] = 4 } });
        var others = sent with { Destination = "another" };
        var answer = new DiagnosticsAnswer("ok", [new(new DateOnly(2026, 5, 31), "ADDTOCART", 3), new(new DateOnly(2026, 5, 1), "LEAD", 1)]);

        Assert.Equal([new ComparedDay(new DateOnly(2026, 5, 31), "ADD_TO_CART", 4, 3, -1)], Compare([sent, others], answer));
        Assert.Equal([new ComparedDay(new DateOnly(2026, 5, 31), "ADD_TO_CART", 4, null, null)], Compare([sent], DiagnosticsAnswer.Without("timeout")));
    }

    private static IReadOnlyList<ComparedDay> Compare(IEnumerable<TallyLine> sent, DiagnosticsAnswer answer) =>
        DiagnosticsComparison.Of(TestDestinations.Direct, sent, answer, new DateOnly(2026, 5, 20), new DateOnly(2026, 6, 1));

    private Task<DiagnosticsAnswer> AskAsync(Destination destination) =>
        new DiagnosticsClient(server.Client, secrets, new FakeTimeProvider(SampleEvent.Now)).AskAsync(destination, CancellationToken.None);
}
