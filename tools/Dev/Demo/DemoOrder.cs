using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Dev.Demo;

/// <summary>
/// A synthetic paid order as Shopify sends it, with the things that trip mappers up: an id beyond 2^53, blanks and capitals in the
/// e-mail, a local phone number, an offset in the times, two currencies, and a secret link that nobody may forward.
/// </summary>
internal sealed class DemoOrder
{
    private static readonly TimeSpan ShopOffset = TimeSpan.FromHours(-5);

    public DemoOrder(DateTimeOffset now)
    {
        Id = 820_000_000_000_000_000 + now.ToUnixTimeMilliseconds();
        ProcessedAt = now.AddMinutes(-1);
        Body = Encoding.UTF8.GetBytes(Json());
    }

    public long Id { get; }

    /// <summary>What shop and buyer call it.</summary>
    public static string Name => "#1001";

    public DateTimeOffset ProcessedAt { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What the conversion is called all the way to Spotify.</summary>
    public string EventId => string.Create(CultureInfo.InvariantCulture, $"order-{Id}");

    /// <summary>The shop's and the buyer's amount. Either is right with its own currency; a mixture is the classic mistake.</summary>
    public static IReadOnlyList<(decimal Amount, string Currency)> Prices { get; } = [(45.85m, "USD"), (60.33m, "AUD")];

    private string Json() => $$$"""
        {"id":{{{Id}}},"test":false,"name":"{{{Name}}}","email":" Jane.Doe@Example.com ","contact_email":null,"phone":null,
         "created_at":"{{{ShopTime(ProcessedAt)}}}","processed_at":"{{{ShopTime(ProcessedAt)}}}","updated_at":"{{{ShopTime(ProcessedAt.AddSeconds(30))}}}",
         "currency":"USD","presentment_currency":"AUD","total_price":"45.85","current_total_price":"45.85",
         "total_price_set":{"shop_money":{"amount":"45.85","currency_code":"USD"},"presentment_money":{"amount":"60.33","currency_code":"AUD"}},
         "browser_ip":"203.0.113.7","client_details":{"browser_ip":"203.0.113.7","user_agent":"UA/1.0"},
         "landing_site":"/products/x?spclid=abc","order_status_url":"https://shop.example/1/orders/t/authenticate?key=SECRET",
         "buyer_accepts_marketing":false,"source_name":"web","financial_status":"paid","note_attributes":[],
         "customer":{"id":115310627314723954,"email":"jane.doe@example.com","phone":null},
         "billing_address":{"phone":"(415) 555-2671","country_code":"US"}}
        """;

    private static string ShopTime(DateTimeOffset time) =>
        time.ToOffset(ShopOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>The order as a webhook request with Shopify's headers.</summary>
internal static class DemoWebhook
{
    public const string Path = "/api/webhooks/shopify";

    public static HttpRequestMessage For(DemoOrder order, string secret)
    {
        var content = new ReadOnlyMemoryContent(order.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = content,
            Headers =
            {
                { "X-Shopify-Topic", "orders/paid" },
                { "X-Shopify-Shop-Domain", "demo-shop.myshopify.com" },
                { "X-Shopify-API-Version", "2026-01" },
                { "X-Shopify-Webhook-Id", Guid.NewGuid().ToString() },
                { "X-Shopify-Event-Id", Guid.NewGuid().ToString() },
                { "X-Shopify-Triggered-At", order.ProcessedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) },
                { "X-Shopify-Hmac-Sha256", ShopifySignature.Of(order.Body.Span, secret) },
            },
        };
    }
}

/// <summary>
/// What Shopify puts into <c>X-Shopify-Hmac-Sha256</c>. Written here a second time on purpose: signed by the app's own code, the
/// demonstration could not show that the app verifies correctly.
/// </summary>
internal static class ShopifySignature
{
    /// <returns>base64(HMAC-SHA256(body, UTF-8 secret)).</returns>
    public static string Of(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
