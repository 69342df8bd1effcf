using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

public sealed class ConversionEventReaderTests
{
    [Fact]
    public void Every_field_is_read()
    {
        var read = SampleEvent.Read("""
            {
              "event_name": "Order Completed", "event_id": "order-1001", "event_time": "2026-01-23T12:34:56Z", "action_source": "WEB",
              "event_source_url": "https://shop.example/thanks", "consent": { "marketing": false },
              "user": {
                "email": "a@example.com", "emails": ["b@example.com", "c@example.com"], "phone": "+14155552671", "country": "US",
                "hashed_emails": ["d"], "hashed_phone_number": "e", "ip_address": "203.0.113.42", "user_agent": "Mozilla/5.0", "device_id": "f"
              },
              "value": 49.99, "currency": "USD", "content_name": "Shirt", "content_category": "2271", "order_id": "1001"
            }
            """);

        Assert.Empty(read.ReadErrors);
        Assert.Equal(
            ("Order Completed", "order-1001", "2026-01-23T12:34:56Z", "WEB", "https://shop.example/thanks", MarketingConsent.Denied),
            (read.EventName, read.EventId, read.EventTime, read.ActionSource, read.EventSourceUrl, read.Consent));
        Assert.Equal((49.99m, "USD", "Shirt", "2271", "1001"), (read.Value, read.Currency, read.ContentName, read.ContentCategory, read.OrderId));
        var user = read.User;
        Assert.Equal(["a@example.com", "b@example.com", "c@example.com"], user.Emails.Select(email => email.Value));
        Assert.Equal("+14155552671", Assert.Single(user.Phones).Value);
        Assert.Equal(["d"], user.HashedEmails);
        Assert.Equal(
            ("US", "e", "203.0.113.42", "Mozilla/5.0", "f"), (user.Country, user.HashedPhoneNumber, user.IpAddress, user.UserAgent, user.DeviceId));
    }

    [Fact]
    public void Null_is_the_same_as_missing()
    {
        var read = SampleEvent.Read("""
            {
              "event_name": null, "event_id": null, "event_time": null, "action_source": null, "event_source_url": null, "consent": null,
              "user": { "email": null, "emails": null, "phone": null, "country": null, "hashed_emails": null, "hashed_phone_number": null,
                        "ip_address": null, "user_agent": null, "device_id": null },
              "value": null, "currency": null, "content_name": null, "content_category": null, "order_id": null
            }
            """);

        Assert.Empty(read.ReadErrors);
        Assert.Null(read.EventId);
        Assert.Empty(read.User.Emails);
        Assert.Empty(SampleEvent.Read("""{ "user": null }""").ReadErrors);
    }

    [Theory]
    [InlineData("event_name", "7")]
    [InlineData("event_id", "true")]
    [InlineData("event_time", "{}")]
    [InlineData("action_source", "[]")]
    [InlineData("event_source_url", "1")]
    [InlineData("user", "\"jane\"")]
    [InlineData("user.email", "{\"a\":[1]}")]
    [InlineData("user.emails", "\"a@example.com\"")]
    [InlineData("user.phone", "false")]
    [InlineData("user.country", "1")]
    [InlineData("user.hashed_emails", "{}")]
    [InlineData("user.hashed_phone_number", "[\"a\"]")]
    [InlineData("user.ip_address", "1")]
    [InlineData("user.user_agent", "1")]
    [InlineData("user.device_id", "1")]
    [InlineData("value", "{}")]
    [InlineData("currency", "840")]
    [InlineData("content_name", "1")]
    [InlineData("content_category", "[2271]")]
    [InlineData("order_id", "{}")]
    public void A_wrong_type_names_its_field_and_nothing_else_is_lost(string field, string json)
    {
        var read = SampleEvent.Read(SampleEvent.With(field, json).Replace("\"USD\"}", "\"USD\",\"last\":1}", StringComparison.Ordinal));

        Assert.Equal((ErrorCodes.WrongType, field), Assert.Single(Told(read)));
        Assert.Equal(field is "event_name" or "event_id" or "event_time" or "value" or "currency", read.ReadErrors.Count == 1);
        Assert.All(read.ReadErrors, error => Assert.StartsWith(field, error.Message, StringComparison.Ordinal));
        Assert.True(read.EventId is "order-1001" || field == "event_id");
    }

    [Fact]
    public void A_wrong_element_of_a_list_is_left_out_and_the_others_stay()
    {
        var read = SampleEvent.Read("""{ "user": { "emails": ["a@example.com", 7, null, ["x"], "b@example.com"] } }""");

        Assert.Equal([(ErrorCodes.WrongType, "user.emails")], Told(read));
        Assert.Equal(["a@example.com", "b@example.com"], read.User.Emails.Select(email => email.Value));
    }

    [Fact]
    public void A_list_of_a_hundred_thousand_wrong_elements_is_told_once()
    {
        var read = SampleEvent.Read($$"""{ "user": { "emails": [{{string.Join(',', Enumerable.Repeat("7", 100_000))}}], "phone": true } }""");

        Assert.Equal(["user.emails", "user.phone"], Told(read).Select(told => told.Field));
    }

    [Theory]
    [InlineData("event_id", """{ "event_id": "a", "event_id": "b" }""")]
    [InlineData("event_id", """{ "event_id": "a", "event\u005fid": "a" }""")]
    [InlineData("value", """{ "value": 1, "value": 2 }""")]
    [InlineData("user", """{ "user": {}, "user": {} }""")]
    [InlineData("order_id", """{ "order_id": "7", "order_id": "8" }""")]
    [InlineData("content_name", """{ "content_name": "7", "content_name": "7" }""")]
    [InlineData("user.email", """{ "user": { "email": "a@example.com", "email": "b@example.com" } }""")]
    [InlineData("user.ip_address", """{ "user": { "ip_address": "203.0.113.1", "ip_address": "203.0.113.2" } }""")]
    [InlineData("user.emails", """{ "user": { "emails": [], "emails": [] } }""")]
    public void A_field_that_stands_twice_is_duplicate_field(string field, string json)
    {
        var read = SampleEvent.Read(json);

        Assert.Equal((ErrorCodes.DuplicateField, field), Assert.Single(Told(read)));
        Assert.Equal(field is not ("order_id" or "content_name"), read.ReadErrors.Count == 1);
        Assert.Null(read.OrderId ?? read.ContentName);
    }

    private static IEnumerable<(string Code, string Field)> Told(ConversionEvent read) =>
        [.. read.ReadErrors.Select(error => (error.Code, error.Field)), .. read.SourceDrops.Select(drop => (drop.Code, drop.Field))];

    [Fact]
    public void A_field_that_stands_twice_is_not_said_to_be_missing_too() => Assert.Equal(
        (ErrorCodes.DuplicateField, "event_id"),
        SampleEvent.Problem(SampleEvent.Json.Replace("\"event_id\"", "\"event_id\": \"x\", \"event_id\"", StringComparison.Ordinal)));

    [Fact]
    public void An_unknown_field_may_stand_twice() => Assert.Empty(SampleEvent.Read("""{ "x": 1, "x": 2, "user": { "y": 1, "y": 2 } }""").ReadErrors);

    [Theory]
    [InlineData("event_id", "\"\\ud800\"")]
    [InlineData("event_id", "\"\\udc00\\ud800\"")]
    [InlineData("event_name", "\"a\\udfffb\"")]
    [InlineData("event_id", "\"order-1001\\u0000\"")]
    public void Half_of_a_surrogate_pair_or_NUL_is_wrong_type(string field, string json)
    {
        // JsonNode would mend the text while writing, so it is put in by hand.
        var text = SampleEvent.With(field, "\"@@\"").Replace("\"@@\"", json, StringComparison.Ordinal);

        Assert.Equal((ErrorCodes.WrongType, field), SampleEvent.Problem(text));
    }

    [Theory]
    [InlineData("value", "\"\\ud800\"")]
    public void Half_of_a_surrogate_pair_is_no_amount(string field, string json) => Assert.Equal(
        (ErrorCodes.AmountInvalid, field),
        SampleEvent.Problem(SampleEvent.With(field, "\"@@\"").Replace("\"@@\"", json, StringComparison.Ordinal)));

    [Fact]
    public void Numbers_are_taken_as_ids_categories_and_phone_numbers()
    {
        var read = SampleEvent.Read("""{ "event_id": 1001, "order_id": 7, "content_category": 2271, "user": { "phone": 14155552671 } }""");

        Assert.Empty(read.ReadErrors);
        Assert.Equal(("1001", "7", "2271"), (read.EventId, read.OrderId, read.ContentCategory));
        Assert.Equal("14155552671", Assert.Single(read.User.Phones).Value);
    }

    [Theory]
    [InlineData("[7]")]
    [InlineData("[null]")]
    public void What_is_no_event_has_one_error_whatever_the_destination_says_about_silence(string json)
    {
        foreach (var setting in Enum.GetValues<SpotifyCapi.Spotify.UnknownConsent>())
        {
            var error = Assert.Single(SampleEvent.Reject(json, Spotify.TestDestinations.Direct with { UnknownConsent = setting }).Errors);

            Assert.Equal((ErrorCodes.WrongType, ""), (error.Code, error.Field));
        }
    }
}
