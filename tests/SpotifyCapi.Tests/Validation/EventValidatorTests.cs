using System.Collections.Frozen;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

public sealed class EventValidatorTests
{
    [Fact]
    public void A_good_event_is_accepted_with_everything_typed()
    {
        var json = SampleEvent.With(
            ("action_source", "\" web \""), ("event_source_url", "\"https://shop.example/thanks?spclid=abc\""),
            ("content_name", "\" Blue shirt \""), ("content_category", "\"2271\""), ("order_id", "1001"));

        var facts = SampleEvent.Accept(json).Facts;

        Assert.Equal(StandardEvent.Purchase, facts.Event);
        Assert.Equal("PURCHASE", facts.SourceEventName);
        Assert.Equal("order-1001", facts.EventId);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 11, 59, 0, TimeSpan.Zero), facts.EventTime);
        Assert.Equal(ActionSource.Web, facts.ActionSource);
        Assert.Equal("https://shop.example/thanks?spclid=abc", facts.EventSourceUrl);
        Assert.Equal(MarketingConsent.Granted, facts.Consent);
        Assert.False(facts.OptOutTargeting);
        Assert.Equal(new Money(49.99m, "USD"), facts.Money);
        Assert.Equal("Blue shirt", facts.ContentName);
        Assert.Equal("2271", facts.ContentCategory);
        Assert.Equal("1001", facts.OrderId);
        Assert.Empty(facts.Dropped);
    }

    [Fact]
    public void Everything_wrong_with_an_event_is_told_at_once()
    {
        const string Json = """
            {
              "event_name": "PURCHASE", "event_id": " ", "event_time": "2026-03-01T11:59:00", "action_source": "KIOSK", "value": -1.234, "currency": "USD",
              "user": { "email": "nobody", "ip_address": "10.0.0.1" }
            }
            """;

        var rejected = SampleEvent.Reject(Json);

        Assert.Equal(
            [
                (ErrorCodes.EventIdMissing, "event_id"), (ErrorCodes.EventTimeWithoutOffset, "event_time"),
                (ErrorCodes.AmountNegative, "value"), (ErrorCodes.AmountPrecision, "value"), (ErrorCodes.NoIdentifier, "user"),
            ],
            rejected.Errors.Select(error => (error.Code, error.Field)));
        Assert.Equal(
            [new("action_source", DropCodes.ActionSourceUnknown), new DroppedField("user.email", DropCodes.EmailInvalid), new("user.ip_address", DropCodes.IpNotPublic)],
            rejected.Dropped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \\t\\n \"")]
    [InlineData("\"undefined\"")]
    [InlineData("\"NULL\"")]
    [InlineData("\"[object Object]\"")]
    [InlineData("0")]
    [InlineData("5.87291E+12")]
    [InlineData("\"order-undefined\"")]
    public void An_id_that_is_missing_or_stands_for_nothing_is_event_id_missing(string? id) =>
        Assert.Equal((ErrorCodes.EventIdMissing, "event_id"), SampleEvent.Problem(SampleEvent.With("event_id", id)));

    [Fact]
    public void An_id_of_512_characters_is_accepted_and_one_of_513_is_not()
    {
        var longest = new string('a', 512);

        Assert.Equal(longest, SampleEvent.Accept(SampleEvent.With("event_id", $"\" {longest} \"")).Facts.EventId);
        Assert.Equal((ErrorCodes.EventIdTooLong, "event_id"), SampleEvent.Problem(SampleEvent.With("event_id", $"\"{longest}a\"")));
    }

    [Theory]
    [InlineData("jane.doe@example.com")]
    [InlineData("order-1-jane%40example.com")]
    [InlineData("order-1-jane%2540example.com")]
    [InlineData("jane\\uFF20example.com")]
    [InlineData("jane@exam\\u200Bple.com")]
    public void An_email_address_in_the_id_never_leaves(string id) =>
        Assert.Equal((ErrorCodes.EventIdIsPersonal, "event_id"), SampleEvent.Problem(SampleEvent.With("event_id", $"\"{id}\"")));

    [Theory]
    [InlineData("1001", "1001")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1001.5", "1001.5")]
    [InlineData("1001.0", "1001")]
    [InlineData("\"'5872910000077\"", "5872910000077")]
    public void A_number_as_id_is_kept_digit_for_digit(string number, string expected) =>
        Assert.Equal(expected, SampleEvent.Accept(SampleEvent.With("event_id", number)).Facts.EventId);

    [Theory]
    [InlineData("\"WEB\"", ActionSource.Web)]
    [InlineData("\"app\"", ActionSource.App)]
    [InlineData("\" Offline \"", ActionSource.Offline)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData(null, null)]
    [InlineData("\"website\"", ActionSource.Web)]
    [InlineData("\"physical_store\"", ActionSource.Offline)]
    [InlineData("\"phone_call\"", ActionSource.Offline)]
    [InlineData("\"APP_IOS\"", ActionSource.App)]
    public void The_three_action_sources_are_known_in_any_case_and_by_the_names_of_other_platforms(string? json, ActionSource? expected) =>
        Assert.Equal(expected, SampleEvent.Accept(SampleEvent.With("action_source", json)).Facts.ActionSource);

    [Theory]
    [InlineData("\"MOBILE\"")]
    [InlineData("\"system_generated\"")]
    [InlineData("\"0\"")]
    public void Any_other_action_source_is_left_out_and_the_sale_is_not(string json)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("action_source", json)).Facts;

        Assert.Null(facts.ActionSource);
        Assert.Equal([new DroppedField("action_source", DropCodes.ActionSourceUnknown)], facts.Dropped);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "user_agent": "Mozilla/5.0", "country": "US" }""")]
    [InlineData("""{ "email": "null", "phone": "undefined", "ip_address": "127.0.0.1", "device_id": "00000000-0000-0000-0000-000000000000" }""")]
    [InlineData("""{ "hashed_emails": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"] }""")]
    [InlineData("""{ "email": 7, "user_agent": 7 }""")]
    public void An_event_without_an_identifier_after_cleaning_is_no_identifier(string user) =>
        Assert.Equal((ErrorCodes.NoIdentifier, "user"), SampleEvent.Problem(SampleEvent.With("user", user)));

    [Theory]
    [InlineData("""{ "email": "jane@example.com" }""", true)]
    [InlineData("""{ "phone": "+14155552671" }""", true)]
    [InlineData("""{ "device_id": "a1b2" }""", true)]
    [InlineData("""{ "ip_address": "203.0.113.42" }""", false)]
    public void One_identifier_is_enough_and_the_partner_api_counts_no_ip_address(string user, bool partner)
    {
        SampleEvent.Accept(SampleEvent.With("user", user));
        var decision = SampleEvent.Decide(SampleEvent.With("user", user), TestDestinations.Partner);

        Assert.Equal(partner, decision is EventDecision.Accepted);
        Assert.Equal(!partner, decision is EventDecision.Rejected { Errors: [{ Code: ErrorCodes.NoIdentifier }] });
    }

    [Fact]
    public void An_identifier_of_the_wrong_type_is_left_out_and_the_sale_is_not()
    {
        var accepted = SampleEvent.Accept(SampleEvent.With("user", """{ "email": 7, "device_id": "a1b2" }"""));

        Assert.Equal([new DroppedField("user.email", DropCodes.WrongType)], accepted.Facts.Dropped);
    }

    [Fact]
    public void An_identifier_that_stands_twice_is_the_only_thing_said_about_the_identifiers() => Assert.Equal(
        (ErrorCodes.DuplicateField, "user.ip_address"),
        SampleEvent.Problem(SampleEvent.Json.Replace("\"email\": \"jane.doe@example.com\"", "\"ip_address\": \"10.0.0.1\", \"ip_address\": \"203.0.113.1\"", StringComparison.Ordinal)));

    [Fact]
    public void No_sentence_repeats_what_the_sender_wrote()
    {
        const string Secret = "tell-nobody";
        var json = SampleEvent.With(
            ("event_time", $"\"{Secret}\""), ("action_source", $"\"{Secret}\""), ("event_source_url", $"\"{Secret}\""),
            ("content_category", $"\"{Secret}\""), ("currency", $"\"{Secret}\""), ("value", $"\"{Secret}\""), ("user", $$"""{ "email": "{{Secret}}" }"""));

        var rejected = SampleEvent.Reject(json);

        Assert.True(rejected.Errors.Count + rejected.Dropped.Count >= 8);
        Assert.DoesNotContain(Secret, rejected.ToString() + string.Join(' ', rejected.Errors) + string.Join(' ', rejected.Dropped), StringComparison.Ordinal);
    }

    /// <summary>Which names are purchases is the destination's to say, so a source brings both ids.</summary>
    [Theory]
    [InlineData("Store Sale", StandardEvent.Purchase, "order-7")]
    [InlineData("Store Sale", StandardEvent.CustomEvent1, "m-1")]
    [InlineData("Order Completed", StandardEvent.CustomEvent1, "m-1")]
    public void An_event_has_the_order_s_id_only_if_its_destination_takes_it_for_a_purchase(string name, StandardEvent mapped, string expected)
    {
        var sale = new ConversionEvent { EventName = name, EventId = "m-1", PurchaseId = "order-7", EventTime = "2026-01-23T12:34:56Z", Value = 1, Currency = "USD" };
        sale.User.Emails.Add(new("jane.doe@example.com"));
        var map = new Dictionary<string, StandardEvent> { [EventNames.Key(name)] = mapped }.ToFrozenDictionary();

        var decision = new EventValidator(new FakeTimeProvider(SampleEvent.Now)).Validate(sale, TestDestinations.Direct with { EventMap = map });

        Assert.Equal(expected, Assert.IsType<EventDecision.Accepted>(decision).Event.Facts.EventId);
        Assert.Equal(expected, sale.EventId);
    }
}
