using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>From WooCommerce's payloads to events.</summary>
internal static class WooCommerceEvents
{
    private static readonly string UsualOrderEventId = new WooCommerceOptions().OrderEventId;

    // What the duplicate filter remembers unless it is told otherwise.
    private static readonly TimeSpan LongestPayment = TimeSpan.FromHours(48);

    /// <summary>
    /// An order as a purchase, once it is paid. <c>order.created</c> fires while it is still pending and may fire twice; every later change
    /// fires <c>order.updated</c>. All carry the order's id, so however many arrive they are one conversion. <c>order_key</c> opens the
    /// order's page to anyone who has it and is never used.
    /// </summary>
    public static SourceReading Order(JsonElement order, string delivery, WooCommerceOptions options)
    {
        var id = EventIdRecipe.Id(options.OrderEventId, name => order.Text(name)) ?? EventIdRecipe.Id(UsualOrderEventId, name => order.Text(name));
        var paid = order.Text("date_paid_gmt");
        if (paid is null || !options.PaidStatuses.Contains(order.Text("status"), StringComparer.OrdinalIgnoreCase))
            return new SourceReading.Ignored(IgnoreReasons.NotPaid, id);

        if (IsEditedLater(paid, order.Text("date_modified_gmt"), options))
            return new SourceReading.Ignored(IgnoreReasons.EditedLater, id);

        var result = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventTime = Utc(paid),
            ActionSource = ActionSource(order.Text("created_via")),
            Signals = order.At("meta_data").Signals("key"),
            Order = Details(order),
            Currency = order.Text("currency"),
            OrderId = SenderId.OrNull(order.Text("number")) ?? order.Text("id"),
        };
        if (options.ConsentMetaKey is { } key)
            result.AddConsent(order.At("meta_data"), "key", key);

        result.SetAmount(("total", order.Text("total")));
        var (billing, shipping) = (order.At("billing"), order.At("shipping"));
        result.User.AddEmail(billing.Text("email"));
        result.User.Country = billing.Text("country") ?? shipping.Text("country");
        result.User.AddPhone(billing.Text("phone"), billing.Text("country"));
        result.User.AddPhone(shipping.Text("phone"), shipping.Text("country"));
        result.User.IpAddress = order.Text("customer_ip_address");
        result.User.UserAgent = order.Text("customer_user_agent");
        return new SourceReading.Events([result], delivery);
    }

    /// <summary>A new customer account.</summary>
    public static SourceReading Customer(JsonElement customer, string delivery, WooCommerceOptions options)
    {
        var billing = customer.At("billing");
        var result = new ConversionEvent
        {
            EventName = "SIGN_UP",
            EventId = EventIdRecipe.Id(options.CustomerEventId, name => customer.Text(name)),
            EventTime = Utc(customer.Text("date_created_gmt")),
            ActionSource = "WEB",
        };
        if (options.ConsentMetaKey is { } key)
            result.AddConsent(customer.At("meta_data"), "key", key);

        result.User.AddEmail(customer.Text("email"), billing.Text("email"));
        result.User.Country = billing.Text("country");
        result.User.AddPhone(billing.Text("phone"), billing.Text("country"));
        return new SourceReading.Events([result], delivery);
    }

    // A note, a shipment or the last status fires order.updated weeks after the payment, when its id is no longer remembered. With statuses of the
    // shop's own the change may be the sale itself.
    private static bool IsEditedLater(string paid, string? modified, WooCommerceOptions options) =>
        options.PaidStatuses.SequenceEqual(WooCommerceOptions.UsualPaidStatuses)
        && EventTime.Parse(Utc(paid), out var first) == EventTimeResult.Valid
        && EventTime.Parse(Utc(modified), out var last) == EventTimeResult.Valid
        && last - first > LongestPayment;

    // Orders made by staff or by a program ("admin", "rest-api") say nothing about where the customer was.
    private static string? ActionSource(string? createdVia) => createdVia switch
    {
        "checkout" or "store-api" => "WEB",
        "pos-rest-api" => "OFFLINE",
        _ => null,
    };

    // Amounts of lines and shipping are without tax, whatever the shop's prices are; the total is with it.
    private static OrderDetails Details(JsonElement order) => new()
    {
        Channel = order.Text("created_via"),
        Payments = [.. new[] { order.Text("payment_method"), order.Text("payment_method_title") }.OfType<string>()],
        IsNewCustomer = !(OrderDetails.IsNew(order.At("is_paying_customer").AsSignal())
            ?? OrderDetails.IsNew(order.At("customer", "is_paying_customer").AsSignal())),
        Tax = order.Amount("total_tax"),
        Shipping = order.Amount("shipping_total"),
        ShippingTax = order.Amount("shipping_tax"),
        Subtotal = order.At("line_items").Elements()
            .Select(line => line.Amount("total"))
            .Aggregate((decimal?)null, (sum, line) => sum is null ? line : sum + (line ?? 0)),
    };

    // The …_gmt times are UTC but do not say so.
    private static string? Utc(string? gmt) =>
        gmt is not null && EventTime.Parse(gmt, out _) == EventTimeResult.WithoutOffset ? gmt + "Z" : gmt;
}
