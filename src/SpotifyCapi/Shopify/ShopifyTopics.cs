using SpotifyCapi.Settings;

namespace SpotifyCapi.Shopify;

/// <summary>The webhook topics that can become conversions. All others are ignored and counted.</summary>
public static class ShopifyTopics
{
    /// <summary>An order was paid: money is in. The default purchase.</summary>
    public const string OrdersPaid = "orders/paid";

    /// <summary>An order was placed, paid or not.</summary>
    public const string OrdersCreate = "orders/create";

    /// <summary>A checkout was started.</summary>
    public const string CheckoutsCreate = "checkouts/create";

    /// <summary>A customer account was made.</summary>
    public const string CustomersCreate = "customers/create";

    /// <summary>A cart was made. Its payload identifies nobody, so such events end as <c>no_identifier</c>.</summary>
    public const string CartsCreate = "carts/create";

    /// <summary>A cart was changed. As for <see cref="CartsCreate"/>.</summary>
    public const string CartsUpdate = "carts/update";

    /// <summary>A customer wants to see their data.</summary>
    public const string CustomersDataRequest = "customers/data_request";

    /// <summary>A customer's data is to be removed.</summary>
    public const string CustomersRedact = "customers/redact";

    /// <summary>The data of a shop that has left is to be removed.</summary>
    public const string ShopRedact = "shop/redact";

    /// <summary>Topics that Shopify demands an answer to (shopify.dev, "Privacy law compliance"), whatever <c>Topics</c> says.</summary>
    public static IReadOnlyList<string> Compliance { get; } = [CustomersDataRequest, CustomersRedact, ShopRedact];

    /// <summary>Everything that may stand in <c>Topics</c>.</summary>
    public static IReadOnlyList<string> Known { get; } = [OrdersPaid, OrdersCreate, CheckoutsCreate, CustomersCreate, CartsCreate, CartsUpdate];

    /// <summary>What counts when <c>Topics</c> is not set.</summary>
    public static IReadOnlyList<string> Default { get; } = [OrdersPaid, CheckoutsCreate, CustomersCreate];

    /// <summary>Reads <c>PurchaseTopic</c> and <c>Topics</c>.</summary>
    /// <param name="settings">Settings of the source.</param>
    public static (string Purchase, IReadOnlyList<string> Topics) Read(SettingReader settings)
    {
        var purchase = settings.Text("PurchaseTopic") ?? OrdersPaid;
        if (purchase is not (OrdersPaid or OrdersCreate))
            settings.Problem("PurchaseTopic", $"must be {OrdersPaid} or {OrdersCreate}.");

        var topics = settings.List("Topics");
        if (!topics.All(Known.Contains))
            settings.Problem("Topics", $"must be taken from {string.Join(", ", Known)}.");
        else if (!topics.Contains(purchase) && (topics.Contains(OrdersPaid) || topics.Contains(OrdersCreate)))
            settings.Problem("Topics", $"must hold {purchase}, the topic that PurchaseTopic counts; the other one is ignored.");

        return (purchase, topics.Count > 0 ? topics : [purchase, .. Default.Where(topic => topic != OrdersPaid)]);
    }
}
