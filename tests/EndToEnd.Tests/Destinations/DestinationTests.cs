using System.Text.Json;
using Testing.Harness;

namespace EndToEnd.Tests.Destinations;

[Collection(SharedScenario.Name)]
public sealed class DestinationTests(SharedScenario.Fixture fixture)
{
    private const string JaneDigest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Flat_arrives_with_root_envelope_title_case_and_seconds()
    {
        var body = await DeliverAsync("flat-1", "flat");

        Assert.Equal(ScenarioSettings.OtherConnection, body.GetProperty("capi_connection_id").GetString());
        var sent = body.GetProperty("events")[0];
        Assert.Equal("Purchase", sent.GetProperty("event_name").GetString());
        Assert.Equal(1769171696, sent.GetProperty("event_time").GetProperty("seconds").GetInt64());
        Assert.Equal("UA/1.0", sent.GetProperty("user_data").GetProperty("user_agent").GetString());
        Assert.Equal(JaneDigest, sent.GetProperty("user_data").GetProperty("hashed_emails")[0].GetString());
    }

    [Fact]
    public async Task Partner_arrives_with_a_token_of_the_token_endpoint()
    {
        var body = await DeliverAsync("partner-1", "partner");

        Assert.Equal(ScenarioSettings.AdvertiserId, body.GetProperty("advertiser_id").GetString());
        var sent = body.GetProperty("events")[0];
        Assert.Equal("purchase", sent.GetProperty("event_name").GetString());
        Assert.Equal(JaneDigest, sent.GetProperty("user_data").GetProperty("email_sha256").GetString());
        Assert.True(scenario.Spotify.Partner.IssuedTokens > 0);
    }

    [Fact]
    public async Task Destinations_in_one_app_never_share_a_request()
    {
        string[] destinations = ["main", "flat", "partner"];
        await Parallel.ForEachAsync(Enumerable.Range(0, 30), async (i, _) =>
        {
            var destination = destinations[i % 3];
            var ids = Enumerable.Range(0, 3).Select(part => $"to-{destination}-{i}-{part}");
            var json = CanonicalEvents.Array(ids.Select(id => CanonicalEvents.Purchase(id)));
            Assert.Equal(202, (await scenario.PostEventsAsync(json, $"?destination={destination}")).Status);
        });
        await scenario.DeliveredAsync(from i in Enumerable.Range(0, 30) from part in Enumerable.Range(0, 3) select $"to-{destinations[i % 3]}-{i}-{part}");

        foreach (var request in scenario.Spotify.Received.Requests.Where(request => request.Events.Any(sent => sent.Id!.StartsWith("to-", StringComparison.Ordinal))))
        {
            var expected = request.Connection switch
            {
                ScenarioSettings.Connection => "to-main-",
                ScenarioSettings.OtherConnection => "to-flat-",
                _ => "to-partner-",
            };
            Assert.All(request.Events, sent => Assert.StartsWith(expected, sent.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Unknown_destination_is_400()
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Purchase("nowhere-1"), "?destination=nowhere");

        Assert.Equal((400, "unknown_destination"), (answer.Status, Assert.Single(answer.Codes)));
    }

    private async Task<JsonElement> DeliverAsync(string id, string destination)
    {
        var answer = await scenario.PostEventsAsync(CanonicalEvents.Purchase(id), $"?destination={destination}");
        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync(id);
        return JsonDocument.Parse(scenario.BodyWith(id)).RootElement;
    }
}
