using System.Text.Json;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.Records;

public sealed class SetupChecksTests
{
    private const string Canary = "jane@example.com";
    private static readonly DateTimeOffset Now = SampleEvent.Now;
    private static readonly DateOnly Yesterday = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-1);

    private static readonly SetupFacts Healthy = new()
    {
        Destination = TestDestinations.Direct with { Ads = new AdsAccess(new Uri("https://ads.example/v3"), "business", "d", "ads-token") },
        Now = Now,
        HasToken = true,
        TokenId = "3154c313-9b6f-4635-a616-0352a82480d8",
        Connection = Answer("""{"integration_id":"i","dataset_id":"D","events_received":[{"event_type":"ADDTOCART","first_event_time":"2026-01-01T00:00:00Z"}]}"""),
        Dataset = Answer("""{"is_receiving_events":true,"shared_ad_accounts":[{"id":"a"}],"pixel":{"dataset_id":"d"}}"""),
        Received = new DiagnosticsAnswer("ok", []),
        Days = [new ComparedDay(Yesterday, "ADD_TO_CART", 100, 99, -1)],
        LastDay = new Figures { Sent = new() { ["ADD_TO_CART"] = 100 }, Match = Match(100, email: 80, ip: 90, most: 3) },
        LastWeek = new Figures { Match = Match(100, email: 80, ip: 90, most: 3) },
        LastSent = Now.AddHours(-1),
    };

    private static readonly SetupFacts WithoutAds = Healthy with
    {
        Destination = TestDestinations.Direct,
        Connection = new("not_configured"),
        Dataset = new("not_configured"),
        Received = DiagnosticsAnswer.Without("not_configured"),
    };

    /// <summary>A mistake, the check that must come first, its status and a word of the remedy.</summary>
    public static TheoryData<SetupFacts, string, string, string> Mistakes => new()
    {
        { Healthy with { HasToken = false }, "token", "fail", "Store it" },
        { Healthy with { TokenId = null }, "token", "warn", "Copy the token" },
        { Healthy with { BlockedBy = "unauthorized" }, "delivery", "fail", "docs/operations.md" },
        { WithoutAds, "ads_access", "unknown", "BusinessId" },
        { Healthy with { Dataset = new("unauthorized") }, "ads_access", "fail", "AdsTokenSecret" },
        { Healthy with { Dataset = new("forbidden"), Connection = new("forbidden") }, "ads_access", "fail", "AdsTokenSecret" },
        { Healthy with { Dataset = new("not_found") }, "ads_access", "fail", "DatasetId" },
        { Healthy with { Dataset = new("timeout"), Connection = new("timeout"), Received = DiagnosticsAnswer.Without("timeout") }, "ads_access", "unknown", "again" },
        { Healthy with { Connection = new("not_found") }, "connection", "fail", "ConnectionId" },
        { Healthy with { Connection = Answer("""{"dataset_id":null,"events_received":[{"event_type":"ADDTOCART"}]}""") }, "dataset_routing", "fail", "Create a dataset" },
        { Healthy with { Connection = Answer("""{"dataset_id":"other","events_received":[{"event_type":"ADDTOCART"}]}""") }, "dataset_routing", "fail", "DatasetId" },
        { Healthy with { Dataset = Answer("""{"is_receiving_events":true,"shared_ad_accounts":[],"pixel":{"dataset_id":"d"}}""") }, "ad_account", "fail", "Share it" },
        { Healthy with { Dataset = Answer("""{"is_receiving_events":false,"shared_ad_accounts":[{}],"pixel":{"dataset_id":"d"}}""") }, "receiving", "fail", "ConnectionId" },
        { Healthy with { Connection = Answer("""{"dataset_id":"d","events_received":[]}""") }, "events_received", "fail", "token" },
        { Healthy with { Dataset = Answer("""{"is_receiving_events":true,"shared_ad_accounts":[{}],"pixel":null}""") }, "pixel", "warn", "same" },
        { Healthy with { Dataset = Answer("""{"is_receiving_events":true,"shared_ad_accounts":[{}],"pixel":{"dataset_id":null}}""") }, "pixel", "warn", "again" },
        { Healthy with { Dataset = Answer("""{"is_receiving_events":true,"shared_ad_accounts":[{}],"pixel":{"dataset_id":"other"}}""") }, "pixel", "warn", "this dataset" },
        { Healthy with { Received = WithPixel("ADDTOCART") }, "shared_ids", "unknown", "GET /api/deliveries" },
        { Healthy with { Received = DiagnosticsAnswer.Without("not_in_dataset") }, "sent_and_received", "fail", "DatasetId" },
        { Healthy with { Days = [new ComparedDay(Yesterday, "ADD_TO_CART", 100, 0, -100)] }, "sent_and_received", "fail", "DatasetId" },
        { Healthy with { Days = [new ComparedDay(Yesterday, "ADD_TO_CART", 100, 50, -50)] }, "sent_and_received", "warn", "GET /api/diagnostics" },
        { Healthy with { Days = [new ComparedDay(Yesterday, "ADD_TO_CART", 100, 150, 50)] }, "sent_and_received", "warn", "who else" },
        { Healthy with { LastDay = new Figures { Died = 6, Sent = new() { ["LEAD"] = 94 }, Match = Healthy.LastDay.Match } }, "refusals", "warn", "replay" },
        { Healthy with { LastDay = new Figures { Died = 60, Sent = new() { ["LEAD"] = 40 }, Match = Healthy.LastDay.Match } }, "refusals", "fail", "replay" },
        { Healthy with { Dataset = Healthy.Dataset with { ClockAhead = TimeSpan.FromMinutes(-6) } }, "clock", "fail", "clock" },
        { Healthy with { Dataset = Healthy.Dataset with { ClockAhead = TimeSpan.FromSeconds(90) } }, "clock", "warn", "clock" },
        { Matched(Match(50, email: 40, ip: 50, most: 15)), "shared_ip_address", "warn", "buyer's address" },
        { Matched(Match(1000, email: 900, ip: 50, most: 15)), "shared_ip_address", "warn", "buyer's address" },
        { Matched(Match(50, email: 10, ip: 10, most: 1)), "identifiers", "warn", "IP address" },
        { Matched(Match(50, email: 50, ip: 50, most: 1, unknown: 26)), "unknown_consent", "warn", "UnknownConsent" },
        { Matched(Match(50, email: 50, ip: 50, most: 1, old: 11)), "event_age", "warn", "30 days" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_is_named_first_with_its_remedy(SetupFacts facts, string name, string status, string remedy)
    {
        var first = SetupChecks.Of(facts)[0];

        Assert.Equal((name, status), (first.Name, first.Status));
        Assert.Contains(remedy, first.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Healthy_destination_passes_every_check() =>
        Assert.All(SetupChecks.Of(Healthy with { Dataset = Healthy.Dataset with { ClockAhead = TimeSpan.Zero } }), check => Assert.Equal((check.Name, "ok", null), (check.Name, check.Status, check.Remedy)));

    [Fact]
    public void Without_the_ads_API_what_is_known_here_is_told()
    {
        var checks = SetupChecks.Of(WithoutAds).ToDictionary(check => check.Name);

        Assert.Equal("ok", checks["token"].Status);
        Assert.Contains("e-mail 80%/80%, phone 0%/0%, IP address 90%/90%", checks["identifiers"].Message, StringComparison.Ordinal);
        string[] unmade = ["connection", "dataset_routing", "ad_account", "receiving", "events_received", "pixel", "sent_and_received", "clock"];
        Assert.All(unmade, name => Assert.Equal("unknown", checks[name].Status));
        Assert.Equal(unmade, SetupChecks.Of(WithoutAds).Where(check => check.Because == "ads_access").Select(check => check.Name));
    }

    [Fact]
    public void Check_that_another_one_keeps_from_being_made_names_it()
    {
        var unknown = SetupChecks.Of(Healthy with { Connection = new("not_found") });
        var late = SetupChecks.Of(Healthy with { Dataset = new("timeout"), Connection = new("not_found") });

        Assert.Equal(["dataset_routing", "events_received"], unknown.Where(check => check.Because == "connection").Select(check => check.Name));
        Assert.Equal(("unknown", "connection"), (late.Single(check => check.Name == "ads_access").Status, late[0].Name));
        Assert.All(late.Where(check => check.Because is not null), check => Assert.NotEqual("ok", late.Single(other => other.Name == check.Because).Status));
    }

    [Theory]
    [InlineData("ADDTOCART", "unknown")]
    [InlineData("CHECKOUT", "ok")]
    [InlineData(null, "ok")]
    public void Ids_of_browser_and_server_matter_where_both_report_the_same_event(string? ofPixel, string status) =>
        Assert.Equal(status, SetupChecks.Of(Healthy with { Received = WithPixel(ofPixel) }).Single(check => check.Name == "shared_ids").Status);

    [Fact]
    public void Spotifys_delay_is_not_taken_for_a_loss()
    {
        var fresh = Healthy with
        {
            LastSent = Now.AddMinutes(-5),
            Days = [new ComparedDay(DateOnly.FromDateTime(Now.UtcDateTime), "ADD_TO_CART", 5, 0, -5)],
            Connection = Answer("""{"dataset_id":"d","events_received":[]}"""),
            Received = new("ok", []),
        };

        Assert.DoesNotContain(SetupChecks.Of(fresh), check => check.Status == "fail");
        Assert.DoesNotContain(SetupChecks.Of(fresh with { Received = DiagnosticsAnswer.Without("not_in_dataset") }), check => check.Status == "fail");
    }

    [Theory]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl9pZCI6ImFiYy0xIn0.c2ln", "abc-1")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl9pZCI6ImphbmVAZXhhbXBsZS5jb20ifQ.c2ln", null)]
    [InlineData("a.bm90IGpzb24.c", null)]
    [InlineData("a.W10.c", null)]
    [InlineData("a.%%%.c", null)]
    [InlineData("opaque-token", null)]
    public void Token_id_is_read_from_a_jwt_and_nothing_else(string token, string? id) => Assert.Equal(id, SetupFacts.TokenIdOf(token));

    [Fact]
    public void Match_figures_count_kinds_drops_and_the_address_that_many_share_without_keeping_it()
    {
        var tally = new Tally();
        for (var i = 0; i < 50; i++)
            tally.Arrived(Accepted(i < 15 ? "203.0.113.7" : $"198.51.100.{i}"), listed: true);

        var match = Assert.Single(tally.Take()).Figures.Match!;
        var json = JsonSerializer.Serialize(match);

        Assert.Equal((50, 50, 15), (match.Events, match.Identifiers!["email"], match.Addresses!.Values.Max()));
        Assert.Equal(3, match.Addresses.Count);
        Assert.DoesNotContain("203.0", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_one_household_fall_into_one_bucket()
    {
        Assert.Equal(MatchFigures.AddressBucket("2001:db8:1:2::1"), MatchFigures.AddressBucket("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(MatchFigures.AddressBucket("2001:db8:1:2::1"), MatchFigures.AddressBucket("2001:db8:1:3::1"));
        Assert.NotEqual(MatchFigures.AddressBucket("203.0.113.7"), MatchFigures.AddressBucket("203.0.113.8"));
    }

    private static IngestRecord Accepted(string address) => IngestRecord.Accepted(
        SampleEvent.Accept(SampleEvent.With(("user.email", $"\"{Canary}\""), ("user.ip_address", $"\"{address}\""))), "shop", TestDestinations.Direct, Now);

    private static DiagnosticsAnswer WithPixel(string? name) => new("ok", []) { PixelDays = name is null ? [] : [new(Yesterday, name, 40)] };

    private static SetupFacts Matched(MatchFigures match) => Healthy with { LastDay = new Figures { Sent = Healthy.LastDay.Sent, Match = match } };

    private static MatchFigures Match(int events, int email, int ip, int most, int unknown = 0, int old = 0) => new()
    {
        Events = events,
        Identifiers = new() { ["email"] = email, ["ip_address"] = ip },
        Addresses = new() { ["00ff"] = most },
        OptedOutUnknown = unknown,
        Old = old,
    };

    private static AdsAnswer Answer(string json) => new("ok") { Json = JsonElement.Parse(json), ClockAhead = TimeSpan.Zero };
}
