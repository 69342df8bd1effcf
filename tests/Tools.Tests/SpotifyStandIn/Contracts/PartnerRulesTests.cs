using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class PartnerRulesTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData("purchase")]
    [InlineData("signup")]
    [InlineData("lead")]
    public async Task Mapped_event_name_is_accepted(string name) =>
        Assert.Equal(200, (await standIn.PostPartnerAsync(EventBody.Partner().With("event_name", $"\"{name}\""))).Status);

    [Theory]
    [InlineData("event_id")]
    [InlineData("user_data.email_sha256", "user_data.phone_sha256")]
    [InlineData("user_data.phone_sha256", "user_data.device_advertising_id_sha256")]
    public async Task Missing_optional_field_is_accepted(params string[] fields) =>
        Assert.Equal(200, (await standIn.PostPartnerAsync(EventBody.Partner().Without(fields))).Status);

    [Theory]
    [InlineData("2026-04-24T10:15:00Z")]
    [InlineData("2026-04-24T10:15:00.5Z")]
    [InlineData("2026-04-24T10:15:00.1234567Z")]
    public async Task UTC_time_of_any_precision_is_accepted(string time) =>
        Assert.Equal(200, (await standIn.PostPartnerAsync(EventBody.Partner().With("event_time", $"\"{time}\""))).Status);

    [Theory]
    [InlineData("event_name", "\"Purchase\"", "must be purchase, signup or lead")]
    [InlineData("event_name", "\"PURCHASE\"", "must be purchase, signup or lead")]
    [InlineData("event_time", "\"2026-04-24T12:15:00+02:00\"", "must be a string such as 2026-04-24T10:15:00Z")]
    [InlineData("event_time", "\"2026-04-24T10:15Z\"", "must be a string such as 2026-04-24T10:15:00Z")]
    [InlineData("event_time", "\"2027-04-24T10:15:00Z\"", "must be in the past")]
    [InlineData("event_id", "\"\"", "must not be blank")]
    [InlineData("value", "\"129.99\"", "must be a finite JSON number that is not negative")]
    [InlineData("currency", "\"eur\"", "must be an ISO 4217 code in upper case")]
    [InlineData("user_data.email_sha256", "\"jane@example.com\"", "must be a SHA-256 digest of 64 lower-case hex digits")]
    [InlineData("user_data.phone_sha256", "[]", "must be a string")]
    [InlineData("user_data.hashed_email", "\"x\"", "is not a documented field")]
    [InlineData("user_data.ip_address", "\"203.0.113.1\"", "is not a documented field")]
    [InlineData("event_details", "{}", "is not a documented field")]
    [InlineData("opt_out_targeting", "false", "is not a documented field")]
    public async Task Wrong_value_is_refused_by_its_path(string field, string json, string message) =>
        (await standIn.PostPartnerAsync(EventBody.Partner().With(field, json))).IsRefusedOnlyWith($"events[0].{field}: {message}");

    [Theory]
    [InlineData("event_name", "is required")]
    [InlineData("event_time", "is required")]
    [InlineData("user_data", "is required")]
    [InlineData("value", "is required for a purchase")]
    [InlineData("currency", "is required for a purchase")]
    public async Task Missing_required_field_is_refused(string field, string message) =>
        (await standIn.PostPartnerAsync(EventBody.Partner().Without(field))).IsRefusedOnlyWith($"events[0].{field}: {message}");

    [Fact]
    public async Task Digest_of_nothing_is_refused() =>
        (await standIn.PostPartnerAsync(EventBody.Partner().With(
            "user_data.device_advertising_id_sha256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"")))
            .IsRefusedOnlyWith("events[0].user_data.device_advertising_id_sha256: is the digest of the empty string");

    [Fact]
    public async Task No_identifier_at_all_is_refused() =>
        (await standIn.PostPartnerAsync(EventBody.Partner().With("user_data", "{}"))).IsRefusedOnlyWith(
            "events[0].user_data: needs at least one of email_sha256, phone_sha256, device_advertising_id_sha256");

    [Theory]
    [InlineData("/advertiser_id", "987654321", "advertiser_id: must be a string")]
    [InlineData("/events", "[]", "events: must not be empty")]
    [InlineData("/capi_connection_id", "\"x\"", "capi_connection_id: is not a documented field")]
    public async Task Wrong_envelope_field_is_refused_by_its_path(string field, string json, string message) =>
        (await standIn.PostPartnerAsync(EventBody.Partner().With(field, json))).IsRefusedOnlyWith(message);

    [Theory]
    [InlineData("/advertiser_id")]
    [InlineData("/conversion_id")]
    public async Task Unknown_scope_is_forbidden_before_events_are_looked_at(string field)
    {
        var body = EventBody.Partner().With(field, "\"1\"").With("event_name", "\"nonsense\"");

        Assert.Equal(403, (await standIn.PostPartnerAsync(body)).Status);
    }
}
