using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Sources.Shopify;

/// <summary>A started checkout.</summary>
internal static class ShopifyCheckout
{
    public static SourceReading Read(JsonElement checkout, WebhookRequest request, ShopifyOptions options)
    {
        var customer = checkout.At("customer");
        var (billing, shipping) = (checkout.At("billing_address"), checkout.At("shipping_address"));
        var result = new ConversionEvent
        {
            EventName = "CHECK_OUT",
            EventId = EventIdRecipe.Fill(options.CheckoutEventId, name => name is "token" or "id" ? checkout.Text(name) : null),
            EventTime = checkout.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(checkout.Text("landing_site")),
            ActionSource = checkout.Text("source_name") switch { "web" => "WEB", "pos" => "OFFLINE", _ => null },
            Consent = options.Consent == ShopifyConsent.BuyerAcceptsMarketing && checkout.Flag("buyer_accepts_marketing") is { } accepts
                ? accepts ? MarketingConsent.Granted : MarketingConsent.Denied
                : MarketingConsent.Unknown,
        };
        var presentment = options.Money == ShopifyMoney.Presentment;
        result.Currency = presentment ? checkout.Text("presentment_currency") : checkout.Text("currency");
        result.SetAmount(presentment && checkout.Text("currency") != result.Currency ? null : checkout.Text("total_price"));
        result.User.AddEmail(checkout.Text("email") ?? customer.Text("email"));
        result.User.Country = billing.Text("country_code") ?? shipping.Text("country_code");
        result.User.AddPhone(checkout.Text("phone"), null);
        result.User.AddPhone(customer.Text("phone"), null);
        result.User.AddPhone(billing.Text("phone"), billing.Text("country_code"));
        result.User.AddPhone(shipping.Text("phone"), shipping.Text("country_code"));
        return new SourceReading.Events([result], request.DeliveryId());
    }
}
