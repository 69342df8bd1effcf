using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Testing.Harness;

/// <summary>Orders of a shop, each with an id of its own, signed as Shopify signs.</summary>
public sealed class ShopifyOrders(string secret)
{
    private long lastId = 7_000_000_000_000_000_000;

    public long NextId() => Interlocked.Increment(ref lastId);

    /// <summary>The event id under which an order is delivered.</summary>
    public static string EventId(long orderId) => string.Create(CultureInfo.InvariantCulture, $"order-{orderId}");

    public static string Json(long id, string email, string phone = "(415) 555-2671", string ip = "203.0.113.7") => $$$"""
        {"id":{{{id.ToString(CultureInfo.InvariantCulture)}}},"test":false,"name":"#1001","email":"{{{email}}}","contact_email":null,"phone":null,
         "created_at":"2026-01-23T07:34:56-05:00","processed_at":"2026-01-23T07:34:55-05:00","updated_at":"2026-01-24T09:00:00-05:00",
         "currency":"USD","presentment_currency":"AUD","total_price":"45.85","current_total_price":"45.85",
         "total_price_set":{"shop_money":{"amount":"45.85","currency_code":"USD"},"presentment_money":{"amount":"60.33","currency_code":"AUD"}},
         "browser_ip":"{{{ip}}}","client_details":{"browser_ip":"{{{ip}}}","user_agent":"UA/1.0"},
         "landing_site":"/products/x?spclid=abc","order_status_url":"https://shop.example/1/orders/t/authenticate?key=SECRET",
         "buyer_accepts_marketing":false,"source_name":"web","financial_status":"paid","note_attributes":[],
         "customer":{"id":115310627314723954,"email":"{{{email}}}","phone":null},
         "billing_address":{"phone":"{{{phone}}}","country_code":"US"}}
        """;

    /// <summary>Base64 of the HMAC-SHA256 of the raw bytes.</summary>
    public string Sign(byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>A webhook with an order of a new id.</summary>
    public HttpRequestMessage SignedOrder(out string eventId, string source = "shop")
    {
        var id = NextId();
        eventId = EventId(id);
        return SignedWebhook(Json(id, string.Create(CultureInfo.InvariantCulture, $"buyer{id}@example.com")), source);
    }

    public HttpRequestMessage SignedWebhook(string json, string source = "shop", string topic = "orders/paid")
    {
        var body = Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{source}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Shopify-Topic", topic);
        request.Headers.Add("X-Shopify-Shop-Domain", "example.myshopify.com");
        request.Headers.Add("X-Shopify-Hmac-Sha256", Sign(body));
        return request;
    }
}
