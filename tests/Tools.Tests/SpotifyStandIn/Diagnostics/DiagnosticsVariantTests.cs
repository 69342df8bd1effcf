using SpotifyStandIn.Diagnostics;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Diagnostics;

public sealed class DiagnosticsVariantTests : StandInTest
{
    private const string Business = "/ads/v3/businesses/b-1";
    private const string Connection = "7f1a1f3e-6b52-4c0e-9d6f-2f6a5a3c1b10";

    [Theory]
    [InlineData(TimestampForm.Seconds, "1780272000")]
    [InlineData(TimestampForm.Text, "\"2026-06-01T00:00:00Z\"")]
    public async Task Timestamps_have_the_form_that_is_chosen(TimestampForm form, string expected)
    {
        await StandIn.PostDirectAsync(EventBody.Direct("1"));
        StandIn.Server.Diagnostics.Timestamps = form;

        var reply = await StandIn.GetAsync($"{Business}/datasets/d/diagnostics?granularities=DAILY");

        Assert.Contains($"\"timestamp\":{expected},", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_tells_its_integration_which_can_be_the_sources_id()
    {
        await StandIn.PostDirectAsync(EventBody.Direct("1"));
        StandIn.Server.Diagnostics.Ids = DataSourceId.Integration;
        StandIn.Server.Diagnostics.DecimalCounts = true;

        var connection = await StandIn.GetAsync($"{Business}/capi/{Connection}");
        var reply = await StandIn.GetAsync($"{Business}/datasets/d/diagnostics");

        Assert.Contains($"\"datasource_id\":\"{connection.Json.GetProperty("integration_id").GetString()}\"", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"event_count\":1.0", reply.Text, StringComparison.Ordinal);
        Assert.Equal("PURCHASE", connection.Json.GetProperty("events_received")[0].GetProperty("event_type").GetString());
    }

    [Fact]
    public async Task Refusal_comes_in_place_of_every_answer()
    {
        StandIn.Server.Diagnostics.Status = 429;

        Assert.Equal(429, (await StandIn.GetAsync($"{Business}/datasets/d")).Status);
        Assert.Equal(429, (await StandIn.GetAsync($"{Business}/capi/{Connection}")).Status);
    }
}
