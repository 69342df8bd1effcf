using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarks.Load;

/// <summary>Requests with events that nobody has sent before, made before the clock runs.</summary>
internal sealed class LoadEvents(string prefix)
{
    public const string Secret = "signing-secret-of-the-load-test";
    public const string SignatureHeader = "X-Signature";

    private readonly Shopper shopper = new(seed: 1);
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
    public string Json(string id)
    {
        var product = shopper.Product();
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"event_name":"Order Completed","event_id":"{{{id}}}","event_time":"{{{shopper.Time():yyyy-MM-ddTHH:mm:ssZ}}}","action_source":"WEB","event_source_url":"{{{shopper.Page(product)}}}","consent":{"marketing":true},"user":{"email":"{{{shopper.Email(id)}}}","phone":"{{{shopper.Phone()}}}","country":"US","ip_address":"{{{shopper.Ip()}}}","user_agent":"{{{shopper.Agent()}}}","device_id":"{{{shopper.Device()}}}"},"value":{{{shopper.Price()}}},"currency":"USD","content_name":"{{{product}}}, black","content_category":"2271","order_id":"{{{shopper.Order()}}}"}
            """);
    }

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
