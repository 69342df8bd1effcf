using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class FlatRulesTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData("Page_View")]
    [InlineData("View_Product")]
    [InlineData("Add_Cart")]
    [InlineData("Start_Checkout")]
    [InlineData("Purchase")]
    [InlineData("Lead")]
    [InlineData("Sign_Up")]
    [InlineData("Custom_Event_1")]
    [InlineData("Custom_Event_5")]
    public async Task Dataflys_event_name_is_accepted(string name) =>
        Assert.Equal(200, (await standIn.PostFlatAsync(EventBody.Flat().With("event_name", $"\"{name}\""))).Status);

    [Theory]
    [InlineData("PURCHASE")]
    [InlineData("ADD_TO_CART")]
    [InlineData("Alias")]
    [InlineData("Custom_Event_6")]
    public async Task Other_event_name_is_refused(string name) =>
        (await standIn.PostFlatAsync(EventBody.Flat().With("event_name", $"\"{name}\"")))
            .IsRefusedOnlyWith("events[0].event_name: is not an accepted event name");

    [Theory]
    [InlineData("{\"seconds\":1780315140.5}")]
    [InlineData("{\"seconds\":\"1780315140\"}")]
    [InlineData("{\"seconds\":-1}")]
    [InlineData("{\"seconds\":1e9}")]
    [InlineData("{}")]
    public async Task Time_that_is_not_whole_seconds_is_refused(string json) =>
        (await standIn.PostFlatAsync(EventBody.Flat().With("event_time", json)))
            .IsRefusedOnlyWith("events[0].event_time.seconds: must be a whole number of seconds since 1970");

    [Theory]
    [InlineData("1780315140", "events[0].event_time: must be an object")]
    [InlineData("\"2026-06-01T11:59:00.000Z\"", "events[0].event_time: must be an object")]
    [InlineData("{\"seconds\":1780315202}", "events[0].event_time.seconds: must be in the past")]
    [InlineData("{\"seconds\":1780315140,\"nanos\":0}", "events[0].event_time.nanos: is not a documented field")]
    public async Task Time_of_another_shape_or_in_the_future_is_refused(string json, string message) =>
        (await standIn.PostFlatAsync(EventBody.Flat().With("event_time", json))).IsRefusedOnlyWith(message);

    [Fact]
    public async Task User_agent_alone_is_no_identifier() =>
        (await standIn.PostFlatAsync(EventBody.Flat().With("user_data", "{\"user_agent\":\"Mozilla/5.0\"}"))).IsRefusedOnlyWith(
            "events[0].user_data: needs at least one of ip_address, device_id, hashed_emails, hashed_phone_number");

    [Theory]
    [InlineData("user_data.user_agent", "\"\"", "must not be blank")]
    [InlineData("user_data.ip_address", "\"10.0.0.1\"", "must be a public address")]
    [InlineData("event_details.content_category", "\"shoes\"", "must be the numeric id of a Google product category")]
    public async Task Rules_shared_with_the_direct_profile_hold(string field, string json, string message) =>
        (await standIn.PostFlatAsync(EventBody.Flat().With(field, json))).IsRefusedOnlyWith($"events[0].{field}: {message}");

    [Fact]
    public async Task Purchase_without_details_is_refused() =>
        (await standIn.PostFlatAsync(EventBody.Flat().Without("event_details"))).IsRefusedOnlyWith("events[0].event_details: is required");
}
