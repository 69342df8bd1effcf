using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>What the golden files are made of: canonical JSON, taken all the way to the bytes of a request.</summary>
internal static class GoldenEvents
{
    public const string Minimal = """{ "event_name": "lead", "event_id": "l-1", "event_time": "2026-01-23T12:34Z", "user": { "device_id": "a1b2" } }""";

    public const string Full = """
        {
          "event_name": "Order Completed", "event_id": "order \"1001\"/é", "event_time": "2026-01-23T13:34:56.789999999+01:00", "action_source": "web",
          "event_source_url": "https://shop.example/danke?spclid=a+b&e=jane%40example.com&q=<ü>#top", "consent": { "marketing": true },
          "user": {
            "email": " Jane.Doe@Example.com ", "emails": ["test@example.com", "JANE.DOE@example.com"], "phone": "(415) 555-2671", "country": "US",
            "hashed_emails": ["B4C9A289323B21A01C3E940F150EB9B8C542587F1ABFD8F0E1CC1FFC5E475514"],
            "ip_address": "[2001:DB8::1]:443", "user_agent": "Mozilla/5.0 (X11; Linux x86_64) \"Test\"", "device_id": "AEBE52E7-03EE-455A-B3C4-E57283966239"
          },
          "value": "1234.50", "currency": "usd", "content_name": "Grüße <b>&</b> 🛒", "content_category": 2271, "order_id": "1001"
        }
        """;

    public static string Of(StandardEvent standard) => $$"""
        {
          "event_name": "{{standard}}", "event_id": "{{standard}}-1", "event_time": "2026-01-23T12:34:56Z", "action_source": "WEB",
          "event_source_url": "https://shop.example/", "consent": { "marketing": true },
          "user": { "email": "jane.doe@example.com", "phone": "+14155552671", "ip_address": "203.0.113.42", "user_agent": "Mozilla/5.0", "device_id": "a1b2c3" },
          "value": 49.99, "currency": "USD", "content_name": "order_1001", "content_category": "2271"
        }
        """;

    public static IReadOnlyList<StandardEvent> EventsOf(Profile profile) => profile == Profile.PartnerConversions
        ? [StandardEvent.Purchase, StandardEvent.Lead, StandardEvent.SignUp]
        : Enum.GetValues<StandardEvent>();

    public static ReadOnlyMemory<byte> Request(Profile profile, string json)
    {
        var destination = TestDestinations.Of(profile) with { AllowAlias = true, UnknownConsent = profile == Profile.PartnerConversions ? UnknownConsent.OptIn : default };
        var reading = Assert.IsType<EventReading.Events>(EventReader.Read(Encoding.UTF8.GetBytes(json), 10));
        var validator = new EventValidator(new FakeTimeProvider(SampleEvent.Now));
        var hashed = reading.Items
            .Select(item => Assert.IsType<EventDecision.Accepted>(validator.Validate(item, destination)).Event)
            .Select(accepted => HashedEvent.Of(accepted, destination.PhoneFormat));
        return Assert.Single(RequestBatcher.Write(IRequestFormat.For(profile), destination, [.. hashed])).Json;
    }
}
