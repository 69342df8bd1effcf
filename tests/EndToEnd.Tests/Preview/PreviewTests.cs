using Testing.Harness;

namespace EndToEnd.Tests.Preview;

[Collection(SharedScenario.Name)]
public sealed class PreviewTests(SharedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Theory]
    [InlineData("main", "CapiDirect")]
    [InlineData("flat", "CapiDirectFlat")]
    [InlineData("partner", "PartnerConversions")]
    public async Task Previewed_request_is_byte_for_byte_what_later_arrives(string destination, string profile)
    {
        var id = $"previewed-{destination}";
        var json = CanonicalEvents.Purchase(id, email: "Zoë+x@example.com");

        var preview = await scenario.PreviewAsync(json, $"?destination={destination}");
        var answer = await scenario.PostEventsAsync(json, $"?destination={destination}");
        await scenario.DeliveredAsync(answer.AcceptedIds);

        Assert.Equal((200, 202), (preview.Status, answer.Status));
        Assert.Equal(profile, preview.Json.GetProperty("profile").GetString());
        var request = preview.Json.GetProperty("results")[0].GetProperty("request");
        Assert.Equal("Bearer ***", request.GetProperty("headers").GetProperty("Authorization").GetString());
        Assert.Equal(scenario.BodyWith(id), request.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Preview_queues_nothing_and_sends_nothing()
    {
        await scenario.Queues.DrainedAsync();
        var before = scenario.Spotify.Received.Requests.Count;

        var answer = await scenario.PreviewAsync(CanonicalEvents.Array(
            CanonicalEvents.Purchase("dry-1"), CanonicalEvents.WithoutAmount("dry-2"), CanonicalEvents.Unmapped("dry-3")));

        Assert.Equal(["accepted", "rejected", "ignored"], answer.Results);
        Assert.Equal(0, await Queues.CountAsync(scenario.Queues.Conversions));
        Assert.Equal(before, scenario.Spotify.Received.Requests.Count);
    }

    [Fact]
    public async Task Preview_shows_digests_and_reasons_but_no_raw_identifier()
    {
        var answer = await scenario.PreviewAsync(CanonicalEvents.Purchase("dry-4", email: "raw.person@example.com", phone: "555-BILL"));

        Assert.DoesNotContain("raw.person", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("BILL", answer.Text, StringComparison.Ordinal);
        var dropped = answer.Json.GetProperty("results")[0].GetProperty("dropped").EnumerateArray();
        Assert.Contains(("phone_letters", "user.phone"), dropped.Select(drop => (drop.GetProperty("code").GetString(), drop.GetProperty("field").GetString())));
    }
}
