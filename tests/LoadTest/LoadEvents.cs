using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace LoadTest;

/// <summary>Requests with events that nobody has sent before, made before the clock runs.</summary>
internal sealed class LoadEvents(string prefix)
{
    public const string Secret = "signing-secret-of-the-load-test";
    public const string SignatureHeader = "X-Signature";

    private int last;

    /// <summary>A signed webhook with one event.</summary>
    public LoadRequest Webhook()
    {
        var id = NextId();
        var body = Encoding.UTF8.GetBytes(Json(id));
        return new LoadRequest("/api/webhooks/shop", body, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)), [id]);
    }

    /// <summary>A batch for the JSON endpoint.</summary>
    public LoadRequest Batch(int events)
    {
        var ids = Enumerable.Range(0, events).Select(_ => NextId()).ToArray();
        return new LoadRequest("/api/events", Encoding.UTF8.GetBytes($"[{string.Join(',', ids.Select(Json))}]"), null, ids);
    }

    /// <summary>About 700 bytes, as the benchmarks use.</summary>
    public static string Json(string id) => $$$"""
        {"event_name":"Order Completed","event_id":"{{{id}}}","event_time":"2026-01-23T12:34:56Z","action_source":"WEB","event_source_url":"https://shop.example/products/headphones?utm_source=newsletter&spclid=abc","consent":{"marketing":true},"user":{"email":"buyer.{{{id}}}@example.com","phone":"(415) 555-2671","country":"US","ip_address":"203.0.113.42","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36","device_id":"8f14e45f-ceea-467f-a0e6-4b3a5d7c1e22"},"value":49.99,"currency":"USD","content_name":"Headphones, black","content_category":"2271","order_id":"1001"}
        """;

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref last):D7}");
}

/// <summary>A request, ready to be sent.</summary>
internal sealed record LoadRequest(string Path, byte[] Body, string? Signature, string[] Ids)
{
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (Signature is not null)
            message.Headers.Add(LoadEvents.SignatureHeader, Signature);
        return message;
    }
}
