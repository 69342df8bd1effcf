using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>A new customer account.</summary>
internal static class ShopifyCustomer
{
    public static SourceReading Read(JsonElement customer, WebhookRequest request, ShopifyOptions options)
    {
        var home = customer.At("default_address");
        var result = new ConversionEvent
        {
            EventName = "SIGN_UP",
            EventId = EventIdRecipe.Fill(options.CustomerEventId, name => customer.Text(name)),
            EventTime = customer.Text("created_at") ?? request.TriggeredAt(),
            ActionSource = "WEB",
        };
        result.User.AddEmail(customer.Text("email"));
        result.User.Country = home.Text("country_code");
        result.User.AddPhone(customer.Text("phone"), null);
        result.User.AddPhone(home.Text("phone"), home.Text("country_code"));
        return new SourceReading.Events([result], request.DeliveryId());
    }
}
