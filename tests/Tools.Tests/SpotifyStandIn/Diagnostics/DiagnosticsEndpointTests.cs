using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Diagnostics;

public sealed class DiagnosticsEndpointTests : StandInTest
{
    private const string Path = "/ads/v3/businesses/b-1/datasets/d-1/diagnostics";

    [Fact]
    public async Task Accepted_events_are_counted_per_hour_under_the_ads_apis_names()
    {
        await StandIn.PostDirectAsync(EventBody.Direct("1").With("event_name", "\"ADD_TO_CART\"").Plus("2"));
        await StandIn.PostFlatAsync(EventBody.Flat().With("event_name", "\"Add_Cart\""));
        await StandIn.PostDirectAsync(EventBody.Direct("refused").Without("event_time"));
        StandIn.Time.Advance(TimeSpan.FromHours(1));
        await StandIn.PostDirectAsync(EventBody.Direct("3").With("event_name", "\"SIGN_UP\""));

        var reply = await StandIn.GetAsync(Path + "?granularities=HOURLY");

        Assert.Equal(
            """{"dataset_id":"d-1","datasources":[{"datasource_type":"CAPI","datasource_id":"7f1a1f3e-6b52-4c0e-9d6f-2f6a5a3c1b10","granularity":"HOURLY","timeseries":["""
            + """{"total":3,"timestamp":1780315200000,"event_counts":[{"name":"ADDTOCART","event_count":3,"last_activity_ms":1780315200000}]},"""
            + """{"total":1,"timestamp":1780318800000,"event_counts":[{"name":"SIGNUP","event_count":1,"last_activity_ms":1780318800000}]}]}]}""",
            reply.Text);
    }

    [Fact]
    public async Task Days_add_up_their_hours()
    {
        await StandIn.PostDirectAsync(EventBody.Direct("1"));
        StandIn.Time.Advance(TimeSpan.FromHours(2));
        await StandIn.PostDirectAsync(EventBody.Direct("2"));
        StandIn.Time.Advance(TimeSpan.FromHours(10));
        await StandIn.PostDirectAsync(EventBody.Direct("3"));

        var days = (await StandIn.GetAsync(Path + "?granularities=DAILY")).Json.GetProperty("datasources")[0].GetProperty("timeseries");

        Assert.Equal([2, 1], days.EnumerateArray().Select(day => day.GetProperty("total").GetInt32()));
        Assert.Equal(1780272000000, days[0].GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public async Task Other_datasource_is_left_out()
    {
        await StandIn.PostDirectAsync(EventBody.Direct());

        Assert.Equal(0, (await StandIn.GetAsync(Path + "?datasource_ids=other")).Json.GetProperty("datasources").GetArrayLength());
    }

    [Fact]
    public async Task Unknown_granularity_is_refused() => Assert.Equal(400, (await StandIn.GetAsync(Path + "?granularities=WEEKLY")).Status);

    [Fact]
    public async Task With_a_diagnostics_token_others_are_unauthorized()
    {
        await using var own = await TestStandIn.StartAsync(options => options with { DiagnosticsToken = "ads" });
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(own.Server.BaseAddress, Path));
        request.Headers.Authorization = new("Bearer", "ads");

        Assert.Equal(401, (await own.GetAsync(Path)).Status);
        Assert.Equal(200, (await own.SendAsync(request)).Status);
    }
}
