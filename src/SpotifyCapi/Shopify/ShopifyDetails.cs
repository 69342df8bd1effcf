using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>What an order or a checkout of Shopify tells that rules ask for. Amounts are those after refunds and edits, as the price is.</summary>
internal static class ShopifyDetails
{
    /// <summary>Which of the two prices of a field counts: the name of the pair in a <c>…_set</c>.</summary>
    public const string ShopPair = "shop_money";

    public const string PresentmentPair = "presentment_money";

    public static OrderDetails Of(JsonElement purchase, string pair)
    {
        var customer = purchase.At("customer");
        var order = new OrderDetails
        {
            Channel = purchase.Text("source_name"),
            Tags = [.. OrderDetails.Split(purchase.Text("tags")), .. OrderDetails.Split(customer.Text("tags"))],
            Payments = [.. purchase.At("payment_gateway_names").Elements().Append(purchase.At("gateway")).Select(name => name.AsText()).OfType<string>()],

            // The order itself is one of them, or not yet.
            IsNewCustomer = int.TryParse(customer.Text("orders_count"), out var orders) ? orders <= 1 : null,
            Tax = Amount(purchase, "current_total_tax", pair) ?? Amount(purchase, "total_tax", pair),
        };
        SetShipping(purchase, pair, order);
        var isTaxIncluded = purchase.Flag("taxes_included") == true;
        if (isTaxIncluded)
            order.Shipping -= order.ShippingTax;

        var subtotal = Amount(purchase, "current_subtotal_price", pair) ?? Amount(purchase, "subtotal_price", pair);
        order.Subtotal = isTaxIncluded ? subtotal - (order.Tax - (order.ShippingTax ?? 0)) : subtotal;
        return order;
    }

    // What was charged for it in the end: of the lines, the price after discounts; total_shipping_price_set is the one before.
    private static void SetShipping(JsonElement purchase, string pair, OrderDetails order)
    {
        // An empty list says that nothing is shipped; none at all says nothing.
        var lines = purchase.At("shipping_lines").Elements().ToArray();
        var charged = purchase.At("shipping_lines") is { ValueKind: JsonValueKind.Array } && lines.Length == 0
            ? 0
            : Sum(lines, line => Amount(line, "discounted_price", pair) ?? Amount(line, "price", pair));
        var tax = Sum(lines.SelectMany(line => line.At("tax_lines").Elements()), line => Amount(line, "price", pair));
        order.Shipping = Amount(purchase, "current_shipping_price", pair) ?? charged ?? Amount(purchase, "total_shipping_price", pair);
        order.ShippingTax = order.Shipping == 0 ? 0 : charged > 0 && order.Shipping < charged ? tax * order.Shipping / charged : tax;
    }

    private static decimal? Sum(IEnumerable<JsonElement> lines, Func<JsonElement, decimal?> amount) =>
        lines.Select(amount).Aggregate((decimal?)null, (sum, next) => sum is null ? next : sum + (next ?? 0));

    // Older versions and checkouts have the plain field only, in the shop's currency or the only one.
    private static decimal? Amount(JsonElement of, string name, string pair)
    {
        var set = of.At(name + "_set");
        return set.ValueKind == JsonValueKind.Object ? set.At(pair).Amount("amount") : pair == ShopPair ? of.Amount(name) : null;
    }
}
