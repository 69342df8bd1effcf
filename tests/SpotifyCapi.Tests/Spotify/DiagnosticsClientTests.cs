using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

public sealed class DiagnosticsClientTests : IDisposable
{
    private const string Connection = "00000000-0000-0000-0000-000000000000";
    private const string Integration = "5f3c1f0e-2d1b-4a6c-8e9f-0a1b2c3d4e5f";

    // Written from the schemas DiagnosticsResponse, DiagnosticDatasource, DiagnosticEvents and DiagnosticEvent of the Ads API v3: times and counts are numbers.
    private static readonly string Answer = Source(Connection, "1780185600000", "3");

    private static readonly Destination Main = TestDestinations.Direct with
    {
        Ads = new AdsAccess(new Uri("https://ads.spotify.example/ads/v3/"), "my business", "d", "ads-token"),
    };

    private readonly ScriptedServer server = new();
    private readonly FakeSecrets secrets = new(("ads-token", "token-1"));

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Counts_of_the_connection_are_read_by_day()
    {
        server.Then(200, Answer);

        var answer = await AskAsync(Main);

        Assert.Equal([new(new DateOnly(2026, 5, 31), "ADDTOCART", 3)], answer.Days);
        var seen = Assert.Single(server.Seen);
        Assert.Equal(
            "https://ads.spotify.example/ads/v3/businesses/my%20business/datasets/d/diagnostics?granularities=DAILY",
            seen.Address.AbsoluteUri);
        Assert.Equal((HttpMethod.Get, "Bearer token-1"), (seen.Method, seen.Authorization));
    }

    [Theory]
    [InlineData("1780185600000", "3")]
    [InlineData("1780185600", "3.0")]
    [InlineData("1780185600.5", "3")]
    [InlineData("1.7801856e12", "3e0")]
    [InlineData("1780185600000000", "3")]
    [InlineData("\"1780185600\"", "\"3\"")]
    [InlineData("\"2026-05-31T00:00:00Z\"", "3")]
    [InlineData("\"2026-05-31T02:00:00+02:00\"", "3")]
    [InlineData("\"2026-05-31\"", "2.9999")]
    public async Task Times_and_counts_are_read_in_every_form_that_can_be_told_apart(string timestamp, string count)
    {
        server.Then(200, Source(Connection, timestamp, count));

        Assert.Equal([new(new DateOnly(2026, 5, 31), "ADDTOCART", 3)], (await AskAsync(Main)).Days);
    }

    [Theory]
    [InlineData("\"soon\"", "3")]
    [InlineData("true", "3")]
    [InlineData("1e30", "3")]
    [InlineData("1780185600", "-1")]
    [InlineData("1780185600", "\"many\"")]
    public async Task What_is_neither_a_time_nor_a_count_makes_the_answer_unreadable(string timestamp, string count)
    {
        server.Then(200, Source(Connection, timestamp, count));

        Assert.Equal("unreadable", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task Only_source_of_the_API_is_the_connection_whatever_its_id()
    {
        server.Then(200, Source("another", "0", "2", Pixel));

        Assert.Equal([new(new DateOnly(1970, 1, 1), "ADDTOCART", 2)], (await AskAsync(Main)).Days);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task Of_several_sources_the_one_of_the_integration_is_taken()
    {
        server.Then(200, Source(Integration.ToUpperInvariant(), "1780185600", "3", Row("CAPI", "another", "DAILY", "1780185600", "9")))
            .Then(200, $$"""{"capi_connection_id":"{{Connection}}","integration_id":"{{Integration}}","dataset_id":"d"}""");

        Assert.Equal(3, Assert.Single((await AskAsync(Main)).Days).Count);
        Assert.EndsWith($"/businesses/my%20business/capi/{Connection}", server.Seen.Last().Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, """{"integration_id":null}""")]
    [InlineData(200, """{"integration_id":"neither"}""")]
    public async Task Of_several_unknown_sources_none_is_taken_and_nothing_is_called_zero(int status, string body)
    {
        server.Then(200, Source("one", "1780185600", "3", Row("CAPI", "two", "DAILY", "1780185600", "9"))).Then(status, body);

        Assert.Equal("not_in_dataset", (await AskAsync(Main)).Status);
    }

    [Theory]
    [InlineData("""{"datasources":[]}""")]
    [InlineData("""{"datasources":[{"datasource_type":"PIXEL","datasource_id":"00000000-0000-0000-0000-000000000000","granularity":"DAILY","timeseries":[]}]}""")]
    public async Task Dataset_without_the_API_is_not_called_zero(string body)
    {
        server.Then(200, body);

        Assert.Equal("not_in_dataset", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task Hours_are_not_added_to_days()
    {
        server.Then(200, Source(Connection, "1780185600", "3", Row("CAPI", Connection, "HOURLY", "1780189200", "3")))
            .Then(200, $$"""{"datasources":[{{Row("CAPI", Connection, "HOURLY", "1780189200", "3")}}]}""");

        Assert.Equal(3, (await AskAsync(Main)).Days.Sum(day => day.Count));
        Assert.Equal(3, (await AskAsync(Main)).Days.Sum(day => day.Count));
    }

    [Fact]
    public async Task Refused_token_is_read_anew_once()
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
    public async Task Refusal_has_its_word_and_its_sentence(int status, string word)
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
    public async Task Answer_that_is_not_as_documented_is_unreadable(string body)
    {
        server.Then(200, body);

        Assert.Equal("unreadable", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task Broken_connection_is_unavailable()
    {
        server.Then((_, _) => throw new HttpRequestException("no route"));

        Assert.Equal("unavailable", (await AskAsync(Main)).Status);
    }

    [Fact]
    public async Task Destination_without_ads_API_is_not_asked() => Assert.Equal("not_configured", (await AskAsync(TestDestinations.Direct)).Status);

    [Fact]
    public void Comparison_puts_both_spellings_into_one_row()
    {
        var sent = new TallyLine(FigureKey.MinuteOf(new DateTimeOffset(2026, 5, 31, 23, 59, 0, TimeSpan.Zero)), "shop", "direct", new Figures { Sent = new() { ["ADD_TO_CART"] = 4 } });
        var others = sent with { Destination = "another" };
        var answer = new DiagnosticsAnswer("ok", [new(new DateOnly(2026, 5, 31), "ADDTOCART", 3), new(new DateOnly(2026, 5, 1), "LEAD", 1)]);

        Assert.Equal([new ComparedDay(new DateOnly(2026, 5, 31), "ADD_TO_CART", 4, 3, -1)], Compare([sent, others], answer));
        Assert.Equal([new ComparedDay(new DateOnly(2026, 5, 31), "ADD_TO_CART", 4, null, null)], Compare([sent], DiagnosticsAnswer.Without("timeout")));
    }

    private static string Pixel => Row("PIXEL", "pixel", "DAILY", "1780185600", "9");

    private static string Source(string id, string timestamp, string count, string more = "") =>
        $$"""{"dataset_id":"d","datasources":[{{Row("CAPI", id, "DAILY", timestamp, count)}}{{(more.Length > 0 ? "," : "")}}{{more}}]}""";

    private static string Row(string type, string id, string granularity, string timestamp, string count) =>
        $$"""
        {"datasource_type":"{{type}}","datasource_id":"{{id}}","granularity":"{{granularity}}","timeseries":[
          {"total":{{count}},"timestamp":{{timestamp}},"event_counts":[{"name":"ADDTOCART","event_count":{{count}},"last_activity_ms":1780185601000}]}]}
        """;

    private static IReadOnlyList<ComparedDay> Compare(IEnumerable<TallyLine> sent, DiagnosticsAnswer answer) =>
        DiagnosticsComparison.Of(TestDestinations.Direct, sent, answer, new DateOnly(2026, 5, 20), new DateOnly(2026, 6, 1));

    private Task<DiagnosticsAnswer> AskAsync(Destination destination) =>
        new DiagnosticsClient(new AdsApiClient(server.Client, secrets, new FakeTimeProvider(SampleEvent.Now))).AskAsync(destination, CancellationToken.None);
}
