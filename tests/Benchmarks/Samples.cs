using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace Benchmarks;

/// <summary>What is measured with: a purchase of 700 bytes with every kind of identifier, and a sender that signs it.</summary>
public static class Samples
{
    public const string Email = "Jane.Doe+news@Example.com";
    public const string NormalizedEmail = "jane.doe+news@example.com";
    public const string Phone = "(415) 555-2671";
    public const string NormalizedPhone = "+14155552671";
    public const int EventBytes = 700;

    private const string SignatureHeader = "X-Signature";

    public static DateTimeOffset Now { get; } = new(2026, 1, 23, 12, 40, 0, TimeSpan.Zero);

    public static SecretValue Secret { get; } = new("signing-secret-of-the-benchmarks");

    public static HeaderSignatureOptions Signature { get; } = new() { Header = SignatureHeader };

    public static Destination Destination { get; } = new()
    {
        Name = "main",
        Endpoint = new Uri("https://capi.spotify.example/capi-direct/events/"),
        ConnectionId = "00000000-0000-0000-0000-000000000000",
        TokenSecret = "capi-token",
        MaxEventsPerRequest = 100,
    };

    /// <summary>One event of exactly <see cref="EventBytes"/>.</summary>
    public static string Event(int number)
    {
        var json = Json(number, string.Empty);
        return Json(number, new string('x', EventBytes - Encoding.UTF8.GetByteCount(json)));
    }

    /// <summary>A body with one event, or an array of several.</summary>
    public static byte[] Body(int events) => Encoding.UTF8.GetBytes(
        events == 1 ? Event(1) : $"[{string.Join(',', Enumerable.Range(1, events).Select(Event))}]");

    /// <summary>A webhook as the app gets it, signed.</summary>
    public static WebhookRequest Request(byte[] body)
    {
        string[] signature = [Convert.ToHexStringLower(HMACSHA256.HashData(Secret.Utf8, body))];
        return new WebhookRequest(body, name => name == SignatureHeader ? signature : [], Now);
    }

    private static string Json(int number, string padding) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"event_name":"Order Completed","event_id":"order-{{{number:D6}}}","event_time":"2026-01-23T12:34:56Z","action_source":"WEB","event_source_url":"https://shop.example/products/headphones?utm_source=newsletter&spclid=abc","consent":{"marketing":true},"user":{"email":"{{{Email}}}","phone":"{{{Phone}}}","country":"US","ip_address":"203.0.113.42","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36","device_id":"8f14e45f-ceea-467f-a0e6-4b3a5d7c1e22"},"value":49.99,"currency":"USD","content_name":"Headphones {{{padding}}}","content_category":"2271","order_id":"{{{number}}}"}
        """);
}
