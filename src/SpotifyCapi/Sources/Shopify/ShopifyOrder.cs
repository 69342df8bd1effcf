using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Sources.Shopify;

/// <summary>An order as a purchase.</summary>
internal static class ShopifyOrder
{
    public static SourceReading Read(JsonElement order, WebhookRequest request, ShopifyOptions options)
    {
        var id = EventIdRecipe.Fill(options.OrderEventId, name => Placeholder(order, name));
        if (order.Flag("test") == true)
        {
            return new SourceReading.Ignored(IgnoreReasons.TestOrder, id);
        }

        if (order.Text("cancelled_at") is not null || order.Text("financial_status") == "voided")
        {
            return new SourceReading.Ignored(IgnoreReasons.CancelledOrder, id);
        }

        var result = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventTime = order.Text("processed_at") ?? order.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(order.Text("landing_site")),
            ActionSource = order.Text("source_name") switch { "web" => "WEB", "pos" => "OFFLINE", _ => null },
            Consent = Consent(order, options),
            OrderId = order.Text("order_number") ?? order.Text("name")?.TrimStart('#'),
        };
        Money(order, options, result);
        Person(order, result.User);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    private static string? Placeholder(JsonElement order, string name) => name switch
    {
        "id" => order.Text("id") ?? order.Text("admin_graphql_api_id")?.Split('/')[^1],
        "order_number" or "name" or "checkout_token" => order.Text(name),
        _ => null,
    };

    private static void Money(JsonElement order, ShopifyOptions options, ConversionEvent result)
    {
        string? amount;
        if (options.Money == ShopifyMoney.Presentment)
        {
            var pair = order.At("total_price_set", "presentment_money");
            (amount, result.Currency) = (pair.Text("amount"), pair.Text("currency_code"));
        }
        else
        {
            (amount, result.Currency) = (order.Text("current_total_price") ?? order.Text("total_price"), order.Text("currency"));
        }

        result.SetAmount(amount);
    }

    private static void Person(JsonElement order, RawUser user)
    {
        var customer = order.At("customer");
        var (billing, shipping, home) = (order.At("billing_address"), order.At("shipping_address"), customer.At("default_address"));
        user.AddEmail(order.Text("email") ?? order.Text("contact_email") ?? customer.Text("email"));
        user.Country = billing.Text("country_code") ?? shipping.Text("country_code") ?? home.Text("country_code");
        user.AddPhone(order.Text("phone"), null);
        user.AddPhone(customer.Text("phone"), null);
        user.AddPhone(billing.Text("phone"), billing.Text("country_code"));
        user.AddPhone(shipping.Text("phone"), shipping.Text("country_code"));
        user.AddPhone(home.Text("phone"), home.Text("country_code"));
        user.IpAddress = order.At("client_details").Text("browser_ip") ?? order.Text("browser_ip");
        user.UserAgent = order.At("client_details").Text("user_agent");
    }

    private static MarketingConsent Consent(JsonElement order, ShopifyOptions options) => options.Consent switch
    {
        ShopifyConsent.BuyerAcceptsMarketing => order.Flag("buyer_accepts_marketing") switch
        {
            true => MarketingConsent.Granted,
            false => MarketingConsent.Denied,
            null => MarketingConsent.Unknown,
        },
        ShopifyConsent.NoteAttribute => ConsentText.Parse(order.At("note_attributes").Elements()
            .FirstOrDefault(note => note.Text("name") == options.ConsentNoteAttribute).Text("value")),
        _ => MarketingConsent.Unknown,
    };
}
