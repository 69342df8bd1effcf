using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>A cart. Shopify puts nothing into it that identifies a person, so it ends as <c>no_identifier</c>: off by default.</summary>
internal static class ShopifyCart
{
    public static SourceReading Read(JsonElement cart, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "ADD_TO_CART",
            EventId = EventIdRecipe.Fill(options.CartEventId, name => cart.Text(name)),
            EventTime = cart.Text("updated_at") ?? cart.Text("created_at") ?? request.TriggeredAt(),
            ActionSource = "WEB",
        };
        return new SourceReading.Events([result], request.DeliveryId());
    }
}
