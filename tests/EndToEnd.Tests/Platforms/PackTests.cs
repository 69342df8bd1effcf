using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Testing.Harness;

namespace EndToEnd.Tests.Platforms;

/// <summary>Each platform whose mapping is built in: a body as the platform signs it, through the running app, to what Spotify gets.</summary>
[Collection(SharedScenario.Name)]
public sealed class PackTests(SharedScenario.Fixture fixture)
{
    private const string Secret = "signing-secret-of-packs";
    private const string Jane = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
    private const string Address = "https://capi.example.com/api/webhooks/pack-square";

    private static readonly RSA Key = RSA.Create(2048);

    private static readonly (string Kind, string Id, decimal Value, string Currency, string Body)[] Packs =
    [
        ("CommerceLayer", "order-7788", 45.5m, "EUR", """{"data":{"id":"w1","attributes":{"number":"7788","payment_status":"paid","customer_email":"jane.doe@example.com","currency_code":"EUR","total_amount_with_taxes_cents":4550,"placed_at":"{now}","token":"SECRET-1"}}}"""),
        ("Fourthwall", "order-o-1", 25.5m, "USD", """{"type":"ORDER_PLACED","id":"weve_1","testMode":false,"data":{"id":"o-1","createdAt":"{now}","email":"jane.doe@example.com","amounts":{"total":{"value":25.5,"currency":"USD"}}}}"""),
        ("LemonSqueezy", "ls-1001", 49.98m, "EUR", """{"meta":{"test_mode":false,"event_name":"order_created","custom_data":{"order_id":"ls-1001"}},"data":{"id":"900001","attributes":{"user_email":"jane.doe@example.com","currency":"EUR","total":4998,"status":"paid","created_at":"{now}","urls":{"receipt":"https://store.example/?signature=SECRET-2"}}}}"""),
        ("Razorpay", "order-R-5", 500m, "INR", """{"event":"order.paid","created_at":{unix},"payload":{"payment":{"entity":{"status":"captured","email":"jane.doe@example.com","card":{"id":"SECRET-3"}}},"order":{"entity":{"id":"order_1","receipt":"R-5","status":"paid","amount_paid":50000,"currency":"INR"}}}}"""),
        ("Saleor", "order-55", 20.5m, "USD", """{"order":{"id":"T1","number":"55","created":"{now}","userEmail":"jane.doe@example.com","isPaid":true,"origin":"CHECKOUT","token":"SECRET-4","total":{"gross":{"amount":20.5,"currency":"USD"}}}}"""),
        ("Salla", "order-2116149737", 113.85m, "SAR", """{"event":"order.created","data":{"id":2116149737,"date":{"date":"{local}","timezone":"Asia/Riyadh"},"status":{"slug":"in_progress"},"amounts":{"total":{"amount":113.85,"currency":"SAR"}},"urls":{"customer":"SECRET-5"},"customer":{"email":"jane.doe@example.com","mobile":501234567,"mobile_code":"+966"}}}"""),
        ("Shopline", "order-2101", 19.9m, "USD", """{"id":"2101","financial_status":"paid","created_at":"{now}","current_total_price":"19.90","currency":"USD","email":"jane.doe@example.com","order_status_url":"https://shop.example/SECRET-6"}"""),
        ("Shopware", "order-a1", 119m, "EUR", """{"data":{"payload":{"order":{"id":"a1","orderDateTime":"{now}","amountTotal":119.0,"currency":{"isoCode":"EUR"},"orderCustomer":{"email":"jane.doe@example.com","remoteAddress":"203.0.113.0"},"deepLinkCode":"SECRET-7"}},"event":"checkout.order.placed"},"source":{"eventId":"e1"}}"""),
        ("Square", "payment-P1", 23m, "USD", """{"type":"payment.updated","event_id":"e-1","data":{"object":{"payment":{"id":"P1","created_at":"{now}","total_money":{"amount":2300,"currency":"USD"},"status":"COMPLETED","receipt_url":"https://square.example/SECRET-8","buyer_email_address":"jane.doe@example.com"}}}}"""),
        ("Stripe", "st-1001", 49.99m, "USD", """{"id":"evt_1","object":"event","created":{unix},"livemode":true,"type":"checkout.session.completed","data":{"object":{"id":"cs_1","mode":"payment","payment_status":"paid","client_reference_id":"st-1001","amount_total":4999,"currency":"usd","success_url":"https://shop.example/SECRET-9","customer_details":{"email":"jane.doe@example.com"}}}}"""),
        ("Wix", "order-7f0d6f3a", 49.9m, "EUR", """{"id":"e1","entityFqdn":"wix.ecom.v1.order","slug":"approved","actionEvent":{"body":{"order":{"id":"7f0d6f3a","paymentStatus":"PAID","purchasedDate":"{now}","currency":"EUR","priceSummary":{"total":{"amount":"49.90"}},"buyerInfo":{"email":"jane.doe@example.com"}}}}}"""),
    ];

    private readonly Scenario scenario = fixture.Scenario;

    /// <summary>Adds the source of each.</summary>
    internal static void Apply(IDictionary<string, string> settings)
    {
        foreach (var (kind, _, _, _, _) in Packs)
        {
            var name = Name(kind);
            settings[$"Sources__{name}__Kind"] = kind;
            settings[$"Sources__{name}__Secrets"] = $"{name}-secret";
            settings[$"Sources__{name}__Destination"] = "main";
            settings[$"Secrets__{name.Replace('-', '_')}_secret"] = kind is "Wix" or "Saleor" ? Key.ExportSubjectPublicKeyInfoPem() : Secret;
        }

        settings["Sources__pack-square__NotificationUrl"] = Address;

        // A name that not every shell passes on.
        settings["Sources__pack-fourthwall__Map__user.email"] = "/data/email";
    }

    [Fact]
    public async Task Each_pack_delivers_its_sale_and_no_secret_link()
    {
        foreach (var (kind, _, _, _, body) in Packs)
        {
            var answer = await SendAsync(kind, body);

            Assert.True(answer.Status == 202, $"{kind}: {answer.Status} {answer.Text}");
        }

        await scenario.DeliveredAsync([.. Packs.Select(pack => pack.Id)]);
        foreach (var (kind, id, value, currency, _) in Packs)
        {
            var body = scenario.BodyWith(id);
            var sent = JsonDocument.Parse(body).RootElement.GetProperty("conversion_events").GetProperty("events").EnumerateArray()
                .Single(item => item.GetProperty("event_id").GetString() == id);
            var details = sent.GetProperty("event_details");

            Assert.Equal((kind, "PURCHASE", value, currency), (kind, sent.GetProperty("event_name").GetString(), details.GetProperty("amount").GetDecimal(), details.GetProperty("currency").GetString()));
            Assert.Equal(Jane, sent.GetProperty("user_data").GetProperty("hashed_emails")[0].GetString());
            Assert.DoesNotContain("SECRET-", body, StringComparison.Ordinal);
        }
    }

    private static string Name(string kind) => "pack-" + kind.ToLowerInvariant();

    private async Task<Answer> SendAsync(string kind, string template)
    {
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var unix = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = template.Replace("{unix}", unix, StringComparison.Ordinal).Replace("{now}", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{local}", now.AddHours(3).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        (string Name, string Value)[] headers = kind switch
        {
            "CommerceLayer" => [("X-CommerceLayer-Signature", Base64(body)), ("X-CommerceLayer-Topic", "orders.place")],
            "Fourthwall" => [("X-Fourthwall-Hmac-SHA256", Base64(body))],
            "LemonSqueezy" => [("X-Signature", Hex(body))],
            "Razorpay" => [("X-Razorpay-Signature", Hex(body))],
            "Saleor" => [("Saleor-Signature", Detached(body))],
            "Salla" => [("X-Salla-Signature", Hex(body))],
            "Shopline" => [("X-Shopline-Hmac-Sha256", Base64(body)), ("X-Shopline-Topic", "orders/paid")],
            "Shopware" => [("shopware-shop-signature", Hex(body))],
            "Square" => [("x-square-hmacsha256-signature", Base64(Address + body))],
            "Stripe" => [("Stripe-Signature", $"t={unix},v1={Hex($"{unix}.{body}")}")],
            _ => [],
        };
        return kind == "Wix"
            ? await new PlatformSenders(scenario).SendAsync(Name(kind), Token(body), "text/plain")
            : await new PlatformSenders(scenario).SendAsync(Name(kind), body, headers);
    }

    private static string Hex(string content) => Convert.ToHexStringLower(Hmac(content));

    private static string Base64(string content) => Convert.ToBase64String(Hmac(content));

    private static byte[] Hmac(string content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content));

    private static string Detached(string body)
    {
        var header = Part("""{"alg":"RS256","b64":false}""");
        return $"{header}..{Rsa($"{header}.{body}")}";
    }

    // The order is JSON in a text in JSON in a text of the token's claims.
    private static string Token(string order)
    {
        var middle = JsonSerializer.Serialize(new Dictionary<string, string> { ["eventType"] = "wix.ecom.v1.order_approved", ["data"] = order });
        var content = Part("""{"alg":"RS256","typ":"JWT"}""") + "." + Part(JsonSerializer.Serialize(new Dictionary<string, string> { ["data"] = middle }));
        return content + "." + Rsa(content);
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Rsa(string content) =>
        Base64Url.EncodeToString(Key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
