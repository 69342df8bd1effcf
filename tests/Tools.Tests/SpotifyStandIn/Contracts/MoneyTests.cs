using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class MoneyTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Theory]
    [InlineData("\"49.99\"")]
    [InlineData("-0.01")]
    [InlineData("1e400")]
    [InlineData("null")]
    [InlineData("true")]
    public async Task Amount_that_is_no_usable_number_is_refused(string json)
    {
        var body = EventBody.Direct().ToString().Replace("49.99", json, StringComparison.Ordinal);

        (await standIn.PostDirectAsync(body))
            .IsRefusedOnlyWith("events[0].event_details.amount: must be a finite JSON number that is not negative");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100.0")]
    [InlineData("1e3")]
    public async Task Amount_of_zero_or_more_is_accepted(string json) =>
        Assert.Equal(200, (await standIn.PostDirectAsync(EventBody.Direct().With("event_details.amount", json))).Status);

    [Theory]
    [InlineData("\"usd\"")]
    [InlineData("\"US\"")]
    [InlineData("\"DOLLAR\"")]
    [InlineData("\"ZZZ\"")]
    [InlineData("\"XXX\"")]
    [InlineData("\"\"")]
    [InlineData("840")]
    [InlineData("null")]
    public async Task Currency_outside_iso_4217_is_refused(string json) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("event_details.currency", json)))
            .IsRefusedOnlyWith("events[0].event_details.currency: must be an ISO 4217 code in upper case");

    [Theory]
    [InlineData("amount", "events[0].event_details.amount: is required with currency")]
    [InlineData("currency", "events[0].event_details.currency: is required with amount")]
    public async Task One_of_amount_and_currency_alone_is_refused_for_any_event(string missing, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("event_name", "\"LEAD\"").Without($"event_details.{missing}")))
            .IsRefusedOnlyWith(message);

    [Theory]
    [InlineData("event_details")]
    [InlineData("event_details.amount", "event_details.currency")]
    public async Task Event_other_than_a_purchase_needs_no_money(params string[] missing) =>
        Assert.Equal(200, (await standIn.PostDirectAsync(EventBody.Direct().With("event_name", "\"LEAD\"").Without(missing))).Status);
}
