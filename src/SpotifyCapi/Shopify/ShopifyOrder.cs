using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>An order as a purchase.</summary>
internal static class ShopifyOrder
{
    private const int LongestId = 20;

    public static SourceReading Read(JsonElement order, WebhookRequest request, ShopifyOptions options)
    {
        var id = EventIdRecipe.Fill(options.OrderEventId, name => Placeholder(order, name));
        if (WhyIgnored(order, options) is { } reason)
            return new SourceReading.Ignored(reason, id);

        var result = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventTime = order.Text("processed_at") ?? order.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(order.Text("landing_site")),
            ActionSource = ShopifyPerson.ActionSource(order),
            Consent = ShopifyPerson.Consent(order, options),
            OrderId = order.Text("order_number") ?? order.Text("name")?.TrimStart('#'),
        };
        result.PlatformOrderId = PlatformId(order, options);
        var (amount, currency) = Price(order, options.Money);
        result.Currency = currency;
        result.SetAmount(amount);
        ShopifyPerson.Read(order, result.User);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    private static string? WhyIgnored(JsonElement order, ShopifyOptions options)
    {
        if (order.Flag("test") == true)
            return IgnoreReasons.TestOrder;

        var status = order.Text("financial_status");
        if (order.Text("cancelled_at") is not null || status == "voided")
            return IgnoreReasons.CancelledOrder;

        // The topic is not signed: the body of another topic, sent again as orders/paid, must not become a purchase.
        return options.PurchaseTopic == ShopifyTopics.OrdersPaid && status is "pending" or "authorized" or "partially_paid" or "expired" or "unpaid"
            ? IgnoreReasons.NotPaid
            : null;
    }

    // A request to erase names orders by this id only. Where it can be turned into the event's id, nothing more needs to be kept.
    private static string? PlatformId(JsonElement order, ShopifyOptions options) =>
        Placeholder(order, "id") is { Length: <= LongestId } id && id.All(char.IsAsciiDigit) && ShopifyPrivacy.EventId(options.OrderEventId, id) is null ? id : null;

    private static string? Placeholder(JsonElement order, string name) => name switch
    {
        "id" => order.Text("id") ?? order.Text("admin_graphql_api_id")?.Split('/')[^1],
        _ => order.Text(name),
    };

    // Amount and currency always come from the same pair. Old API versions have no presentment pair; then the shop's is the only one.
    private static (string? Amount, string? Currency) Price(JsonElement order, ShopifyMoney money)
    {
        if (money == ShopifyMoney.Presentment)
        {
            foreach (var set in (ReadOnlySpan<string>)["current_total_price_set", "total_price_set"])
            {
                var pair = order.At(set, "presentment_money");
                if ((pair.Text("amount"), pair.Text("currency_code")) is ({ } amount, { } currency))
                    return (amount, currency);
            }
        }

        return (order.Text("current_total_price") ?? order.Text("total_price"), order.Text("currency"));
    }
}
