using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Records;

public sealed class IngestRecordTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Destination Main = new() { Name = "main", Endpoint = new Uri("https://capi.example/") };

    [Theory]
    [InlineData("Order Completed")]
    [InlineData("orders/paid")]
    [InlineData("CUSTOM_EVENT_1")]
    [InlineData("événement: A & B")]
    public void Name_is_kept(string text) => Assert.Equal(text, SenderText.Name($" {text} "));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("jane@example.com")]
    [InlineData("+14155552671")]
    [InlineData("call 415 555 2671")]
    [InlineData("203.0.113.42")]
    [InlineData("86e0b9e56d1a9dd3d8a5cd6e7ab8d2ffe1c17f0a1e1c9f0a63a6c5b7d2f4e8b1")]
    [InlineData("<script>")]
    [InlineData("a name that goes on and on and on, which no name of an event would ever do")]
    public void Anything_that_may_be_a_persons_data_is_no_name(string? text) => Assert.Null(SenderText.Name(text));

    [Theory]
    [InlineData("order-1001", "order-1001")]
    [InlineData("jane@example.com", null)]
    [InlineData("jane%40example.com", null)]
    [InlineData(" ", null)]
    public void Id_is_kept_unless_it_holds_an_address(string text, string? kept) => Assert.Equal(kept, SenderText.Id(text));

    [Fact]
    public void Accepted_event_is_told_in_names_and_kinds_only()
    {
        var decision = new EventValidator(TimeProvider.System).Validate(Purchase(), Main);
        var accepted = Assert.IsType<EventDecision.Accepted>(decision).Event;

        var arrival = IngestRecord.Accepted(accepted, "shop", Main, At.AddTicks(5));

        Assert.Equal((At, "accepted", "order-1", "PURCHASE", "granted"), (arrival.At, arrival.Status, arrival.EventId, arrival.EventName, arrival.Consent));
        Assert.Equal(["email", "ip_address"], arrival.Identifiers!);
        Assert.DoesNotContain("example.com", arrival.ToString() + string.Join(' ', arrival.Identifiers!), StringComparison.Ordinal);
    }

    [Fact]
    public void Event_that_is_not_accepted_keeps_only_names_that_are_names()
    {
        var wrong = Purchase();
        (wrong.EventName, wrong.EventId) = ("jane@example.com", "jane@example.com");

        var arrival = IngestRecord.Other(wrong, IngestStatus.Rejected, "shop", Main, At);

        Assert.Equal((null, null, null), (arrival.EventId, arrival.EventName, arrival.SourceEventName));
    }

    private static ConversionEvent Purchase()
    {
        var purchase = new ConversionEvent
        {
            EventName = "Order Completed",
            EventId = "order-1",
            EventTime = "2026-01-23T12:34:56Z",
            Consent = MarketingConsent.Granted,
            Value = 1,
            Currency = "EUR",
        };
        purchase.User.Emails.Add(new("jane@example.com"));
        purchase.User.IpAddress = "203.0.113.42";
        return purchase;
    }
}
