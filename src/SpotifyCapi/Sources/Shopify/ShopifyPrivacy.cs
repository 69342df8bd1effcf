using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Sources.Shopify;

/// <summary>The compliance topics. The topic is an unsigned header, so the body must have the shape of one: no order has <c>shop_domain</c>.</summary>
internal static class ShopifyPrivacy
{
    public static SourceReading Read(string topic, JsonElement body, WebhookRequest request, ShopifyOptions options)
    {
        var customer = body.At("customer");
        var isShop = topic == ShopifyTopics.ShopRedact;
        if (body.Text("shop_domain") is null || (!isShop && customer.ValueKind != JsonValueKind.Object))
        {
            return JsonPayload.Malformed(ErrorCodes.UnexpectedShape, "A compliance webhook holds shop_domain and, unless the shop is meant, customer.");
        }

        var orders = Ids(body.At("orders_requested")).Concat(Ids(body.At("orders_to_redact"))).ToArray();
        var events = orders.Select(id => Fill(options.OrderEventId, id)).Append(Fill(options.CustomerEventId, customer.Text("id")));
        return new SourceReading.PrivacyRequest(
            topic switch
            {
                ShopifyTopics.CustomersDataRequest => PrivacyRequestKind.CustomerData,
                ShopifyTopics.CustomersRedact => PrivacyRequestKind.CustomerRedact,
                _ => PrivacyRequestKind.ShopRedact,
            },
            customer.Text("email") is { } email ? [new RawEmail(email)] : [],
            customer.Text("phone") is { } phone ? [new RawPhone(phone)] : [],
            orders,
            [.. events.OfType<string>()],
            request.DeliveryId());
    }

    private static IEnumerable<string> Ids(JsonElement array) => array.Elements().Select(id => id.AsText()).OfType<string>();

    // Only the platform's id is known here; a recipe with an order number cannot be filled.
    private static string? Fill(string recipe, string? id) => EventIdRecipe.Fill(recipe, name => name == "id" ? id : null);
}
