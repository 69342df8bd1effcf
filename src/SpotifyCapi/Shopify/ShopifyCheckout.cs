using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>A started checkout.</summary>
internal static class ShopifyCheckout
{
    public static SourceReading Read(JsonElement checkout, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "CHECK_OUT",
            EventId = EventIdRecipe.Fill(options.CheckoutEventId, name => checkout.Text(name)),
            EventTime = checkout.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(checkout.Text("landing_site")),
            ActionSource = ShopifyPerson.ActionSource(checkout),
            Consent = ShopifyPerson.Consent(checkout, options),
        };
        SetPrice(checkout, options.Money, result);
        ShopifyPerson.Read(checkout, result.User);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    // Unlike an order, a checkout has one price, and it is in the currency that the buyer sees (Shopify's multi-currency guide). When the
    // shop's is wanted and is another one, there is no amount; the currency alone is then reported as currency_without_amount.
    private static void SetPrice(JsonElement checkout, ShopifyMoney money, ConversionEvent result)
    {
        var shop = checkout.Text("currency");
        var shown = checkout.Text("presentment_currency") ?? shop;
        result.Currency = money == ShopifyMoney.Presentment ? shown : shop;
        if (result.Currency == shown)
            result.SetAmount(checkout.Text("total_price"));
    }
}
