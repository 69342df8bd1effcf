using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class CapiDirectRulesTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData("VIEW")]
    [InlineData("PRODUCT")]
    [InlineData("CHECK_OUT")]
    [InlineData("ADD_TO_CART")]
    [InlineData("PURCHASE")]
    [InlineData("LEAD")]
    [InlineData("SIGN_UP")]
    [InlineData("CUSTOM_EVENT_1")]
    [InlineData("CUSTOM_EVENT_2")]
    [InlineData("CUSTOM_EVENT_3")]
    [InlineData("CUSTOM_EVENT_4")]
    [InlineData("CUSTOM_EVENT_5")]
    public async Task Documented_event_name_is_accepted(string name) =>
        Assert.Equal(200, (await standIn.PostDirectAsync(EventBody.Direct().With("event_name", $"\"{name}\""))).Status);

    [Theory]
    [InlineData("ALIAS")]
    [InlineData("Purchase")]
    [InlineData("purchase")]
    [InlineData("ADDTOCART")]
    [InlineData("CUSTOM_EVENT_6")]
    [InlineData("PURCHASE ")]
    public async Task Other_event_name_is_refused(string name)
    {
        var body = EventBody.Direct().With("event_name", $"\"{name}\"");

        (await standIn.PostDirectAsync(body)).IsRefusedOnlyWith("events[0].event_name: is not an accepted event name");
    }

    [Theory]
    [InlineData("event_name", "is required")]
    [InlineData("event_id", "is required")]
    [InlineData("event_time", "is required")]
    [InlineData("user_data", "is required")]
    [InlineData("event_details", "is required")]
    [InlineData("event_details.amount", "is required for a purchase")]
    [InlineData("event_details.currency", "is required for a purchase")]
    public async Task Missing_required_field_is_refused(string field, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().Without(field))).IsRefusedOnlyWith($"events[0].{field}: {message}");

    [Theory]
    [InlineData("event_source_url")]
    [InlineData("action_source")]
    [InlineData("opt_out_targeting")]
    [InlineData("event_details.content_name")]
    [InlineData("event_details.content_category")]
    [InlineData("user_data.ip_address", "user_data.device_id", "user_data.hashed_emails")]
    [InlineData("user_data.hashed_phone_number", "user_data.device_id", "user_data.hashed_emails")]
    [InlineData("user_data.hashed_phone_number", "user_data.ip_address", "user_data.hashed_emails")]
    [InlineData("user_data.hashed_phone_number", "user_data.ip_address", "user_data.device_id")]
    public async Task Missing_optional_field_is_accepted(params string[] fields) =>
        Assert.Equal(200, (await standIn.PostDirectAsync(EventBody.Direct().Without(fields))).Status);

    [Theory]
    [InlineData("event_id", "\"\"", "must not be blank")]
    [InlineData("event_id", "\"  \"", "must not be blank")]
    [InlineData("event_id", "17", "must be a string")]
    [InlineData("event_id", "null", "must be a string")]
    [InlineData("event_name", "null", "must be a string")]
    [InlineData("event_source_url", "\"shop.example/thanks\"", "must start with http:// or https://")]
    [InlineData("event_source_url", "\"ftp://shop.example\"", "must start with http:// or https://")]
    [InlineData("event_source_url", "\"https://\"", "must start with http:// or https://")]
    [InlineData("event_source_url", "null", "must be a string")]
    [InlineData("action_source", "\"MOBILE\"", "must be WEB, APP or OFFLINE")]
    [InlineData("action_source", "\"web\"", "must be WEB, APP or OFFLINE")]
    [InlineData("opt_out_targeting", "\"false\"", "must be true or false")]
    [InlineData("opt_out_targeting", "0", "must be true or false")]
    [InlineData("opt_out_targeting", "null", "must be true or false")]
    [InlineData("user_data", "[]", "must be an object")]
    [InlineData("event_details", "\"freeform\"", "must be an object")]
    [InlineData("event_details.content_name", "\"\"", "must not be blank")]
    [InlineData("event_details.content_category", "35", "must be a string")]
    [InlineData("event_details.content_category", "\"subscription\"", "must be the numeric id of a Google product category")]
    [InlineData("event_details.content_category", "\"٣٥\"", "must be the numeric id of a Google product category")]
    public async Task Wrong_value_is_refused_by_its_path(string field, string json, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With(field, json))).IsRefusedOnlyWith($"events[0].{field}: {message}");

    [Theory]
    [InlineData("user_data.user_agent")]
    [InlineData("user_data.email")]
    [InlineData("value")]
    [InlineData("event_details.value")]
    [InlineData("event_details.content_ids")]
    [InlineData("Event_Name")]
    public async Task Undocumented_field_is_refused_by_its_path(string field)
    {
        var body = EventBody.Direct().With(field, "\"x\"");

        (await standIn.PostDirectAsync(body)).IsRefusedOnlyWith($"events[0].{field}: is not a documented field");
    }

    [Theory]
    [InlineData("2026-06-01T11:59:00Z")]
    [InlineData("2026-06-01T11:59:00.0Z")]
    [InlineData("2026-06-01T11:59:00.0000Z")]
    [InlineData("2026-06-01T11:59:00.000+00:00")]
    [InlineData("2026-06-01T13:59:00.000+02:00")]
    [InlineData("2026-06-01 11:59:00.000Z")]
    [InlineData("2026-06-01T11:59:00.000")]
    [InlineData("2026-06-31T11:59:00.000Z")]
    [InlineData("1780315140")]
    [InlineData("")]
    public async Task Time_in_another_format_is_refused(string time)
    {
        var body = EventBody.Direct().With("event_time", $"\"{time}\"");

        (await standIn.PostDirectAsync(body))
            .IsRefusedOnlyWith("events[0].event_time: must be a string such as 2026-01-23T12:34:56.000Z");
    }

    [Theory]
    [InlineData("1780315140")]
    [InlineData("{\"seconds\":1780315140}")]
    [InlineData("null")]
    public async Task Time_of_another_type_is_refused(string json) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("event_time", json)))
            .IsRefusedOnlyWith("events[0].event_time: must be a string such as 2026-01-23T12:34:56.000Z");

    [Theory]
    [InlineData("2026-06-01T12:00:01.000Z", 200)]
    [InlineData("2026-06-01T12:00:01.001Z", 400)]
    [InlineData("2030-01-01T00:00:00.000Z", 400)]
    public async Task Time_ahead_of_the_clock_is_accepted_only_within_the_tolerance(string time, int status)
    {
        var reply = await standIn.PostDirectAsync(EventBody.Direct().With("event_time", $"\"{time}\""));

        Assert.Equal(status, reply.Status);
        if (status == 400)
            reply.IsRefusedOnlyWith("events[0].event_time: must be in the past");
    }
}
