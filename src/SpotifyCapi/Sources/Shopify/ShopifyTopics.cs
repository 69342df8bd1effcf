namespace SpotifyCapi.Sources.Shopify;

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

    /// <summary>Everything that may stand in <c>Topics</c>.</summary>
    public static IReadOnlyList<string> Known { get; } = [OrdersPaid, OrdersCreate, CheckoutsCreate, CustomersCreate, CartsCreate, CartsUpdate];

    /// <summary>What counts when <c>Topics</c> is not set.</summary>
    public static IReadOnlyList<string> Default { get; } = [OrdersPaid, CheckoutsCreate, CustomersCreate];
}
