using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>
/// The compliance topics. The topic is an unsigned header, so the body must have the shape of its topic and of no other: a captured request about
/// one customer must not be sent again as one about the whole shop. No order has <c>shop_domain</c>.
/// </summary>
internal static class ShopifyPrivacy
{
    public static SourceReading Read(string topic, JsonElement body, WebhookRequest request, ShopifyOptions options)
    {
        var customer = body.At("customer");
        var (requested, redacted) = (body.At("orders_requested"), body.At("orders_to_redact"));
        var isItsShape = topic switch
        {
            ShopifyTopics.ShopRedact =>
                Is(customer, JsonValueKind.Undefined) && Is(requested, JsonValueKind.Undefined) && Is(redacted, JsonValueKind.Undefined),
            ShopifyTopics.CustomersRedact => Is(customer, JsonValueKind.Object) && Is(requested, JsonValueKind.Undefined),
            _ => Is(customer, JsonValueKind.Object) && Is(redacted, JsonValueKind.Undefined),
        };
        if (!isItsShape || body.Text("shop_domain") is not { } shop || !IsBoundShop(shop, options))
        {
            return JsonPayload.Malformed(
                ErrorCodes.UnexpectedShape,
                "A compliance webhook holds the shop_domain of this source's shop and, unless the shop is meant, customer and its orders.");
        }

        var orders = Ids(requested).Concat(Ids(redacted)).ToArray();
        var events = orders.Select(id => EventId(options.OrderEventId, id)).Append(EventId(options.CustomerEventId, customer.Text("id")));
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

    /// <summary>
    /// The id of the event of an order or a customer; null when the recipe needs more than the platform's id, the only one that a request tells.
    /// </summary>
    public static string? EventId(string recipe, string? id) => EventIdRecipe.Id(recipe, name => name == "id" ? id : null);

    private static bool Is(JsonElement element, JsonValueKind kind) => element.ValueKind == kind;

    private static bool IsBoundShop(string shop, ShopifyOptions options) =>
        options.ShopDomain is null || string.Equals(options.ShopDomain, shop, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Ids(JsonElement array) => array.Elements().Select(id => id.AsText()).OfType<string>();
}
