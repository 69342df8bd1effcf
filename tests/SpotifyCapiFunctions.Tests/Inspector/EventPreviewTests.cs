using System.Text;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class EventPreviewTests
{
    private readonly SpotifyCapi.Spotify.Destination destination = Configured.Load().Destinations["main"];

    [Fact]
    public void Accepted_event_shows_the_exact_body_and_no_token()
    {
        var preview = Of(Intakes.Purchase("a", good => good.EventSourceUrl = "https://shop.example/?a=1&b=ü"));

        var json = Write(preview);

        Assert.Equal("main", json.GetProperty("destination").GetString());
        Assert.Equal("CapiDirect", json.GetProperty("profile").GetString());
        var request = json.GetProperty("results")[0].GetProperty("request");
        Assert.Equal(Encoding.UTF8.GetString(preview.Body.Span), request.GetProperty("body").GetRawText());
        Assert.Contains("https://shop.example/?a=1&b=ü", request.GetProperty("body").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Bearer ***", request.GetProperty("headers").GetProperty("Authorization").GetString());
        Assert.DoesNotContain("jane.doe", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ignored_event_whose_id_is_an_address_is_shown_without_it()
    {
        var json = Write(Of(Intakes.Purchase("jane.doe@example.com", other => other.EventName = "Wish")), Of(Intakes.Purchase("order-1", other => other.EventName = "Wish")));

        var results = json.GetProperty("results").EnumerateArray().ToArray();
        Assert.False(results[0].TryGetProperty("event_id", out _));
        Assert.Equal("order-1", results[1].GetProperty("event_id").GetString());
    }

    [Fact]
    public void Rejected_ignored_and_too_large_events_are_explained_without_a_request()
    {
        var json = Write(
            Of(Intakes.Purchase("bad", bad => bad.Currency = "XXQ")),
            Of(Intakes.Purchase("other", other => other.EventName = "Wish")),
            Of(Intakes.Purchase("large", large => large.OrderId = new string('1', 60_000))));

        var results = json.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["rejected", "ignored", "rejected"], results.Select(result => result.GetProperty("status").GetString()));
        Assert.Equal([ErrorCodes.CurrencyUnknown, ErrorCodes.TooLarge], new[] { results[0], results[2] }.Select(result => result.GetProperty("errors")[0].GetProperty("code").GetString()));
        Assert.Equal(IgnoreReasons.UnmappedEvent, results[1].GetProperty("reason").GetString());
        Assert.DoesNotContain(results, result => result.TryGetProperty("request", out _));
    }

    [Fact]
    public void Dropped_field_is_shown_with_its_reason()
    {
        var json = Write(Of(Intakes.Purchase("a", good => good.User.IpAddress = "192.168.1.1")));

        var dropped = Assert.Single(json.GetProperty("results")[0].GetProperty("dropped").EnumerateArray());
        Assert.Equal(DropCodes.IpNotPublic, dropped.GetProperty("code").GetString());
        Assert.Equal(DropCodes.Explain(DropCodes.IpNotPublic), dropped.GetProperty("message").GetString());
    }

    [Fact]
    public void Event_id_that_is_an_address_is_not_repeated() =>
        Assert.DoesNotContain("someone@", Write(Of(Intakes.Purchase("someone@example.com"))).GetRawText(), StringComparison.Ordinal);

    private EventPreview Of(ConversionEvent @event) =>
        EventPreview.Of(new EventValidator(Intakes.Time), @event, destination, "events", Intakes.Time.GetUtcNow());

    private JsonElement Write(params EventPreview[] previews) => JsonDocument.Parse(PreviewJson.Write(destination, previews)).RootElement;
}

public sealed class RedactedBodyTests
{
    private const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Fact]
    public void Digests_are_cut_and_addresses_only_named_everything_else_stays() => Assert.Equal(
        """{"user_data":{"hashed_emails":["86e0b9e5…"],"hashed_phone_number":"86e0b9e5…","ip_address":"***","device_id":"***","user_agent":"***"},"event_id":"order-1","amount":49.90,"ok":true}""",
        Redact($$"""{"user_data":{"hashed_emails":["{{Digest}}"],"hashed_phone_number":"{{Digest}}","ip_address":"203.0.113.7","device_id":"abc","user_agent":"UA"},"event_id":"order-1","amount":49.90,"ok":true}"""));

    [Fact]
    public void Anything_longer_than_a_digest_is_no_digest() => Assert.Equal($$"""{"event_id":"{{Digest}}0"}""", Redact($$"""{"event_id":"{{Digest}}0"}"""));

    private static string Redact(string body) => Encoding.UTF8.GetString(RedactedBody.Of(Encoding.UTF8.GetBytes(body)).Span);
}
