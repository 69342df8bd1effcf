using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>Which of an order's two prices counts.</summary>
internal enum ShopifyMoney
{
    Shop,

    /// <summary>The currency that the buyer saw.</summary>
    Presentment,
}

/// <summary>Where consent to marketing is read from.</summary>
internal enum ShopifyConsent
{
    /// <summary>Nowhere: consent is unknown. The default, because Shopify's flag is about e-mail, not about advertising.</summary>
    None,

    BuyerAcceptsMarketing,
    NoteAttribute,
}

internal sealed record ShopifyOptions
{
    /// <summary>The topic that is the purchase: <c>orders/paid</c> or <c>orders/create</c>. The other one is ignored, so that no order counts twice.</summary>
    public string PurchaseTopic { get; init; } = ShopifyTopics.OrdersPaid;

    public IReadOnlyList<string> Topics { get; init; } = ShopifyTopics.Default;

    /// <summary>When set, deliveries of any other shop are refused like a wrong signature.</summary>
    public string? ShopDomain { get; init; }

    public ShopifyMoney Money { get; init; }

    public ShopifyConsent Consent { get; init; }

    public string? ConsentNoteAttribute { get; init; }

    public string OrderEventId { get; init; } = "order-{id}";

    public string CheckoutEventId { get; init; } = "checkout-{token}";

    public string CustomerEventId { get; init; } = "customer-{id}";

    public string CartEventId { get; init; } = "cart-{token}";

    public static ShopifyOptions Read(SettingReader settings)
    {
        var defaults = new ShopifyOptions();
        var (purchase, topics) = ShopifyTopics.Read(settings);
        var attribute = settings.Text(nameof(ConsentNoteAttribute));
        var consent = settings.Enum(nameof(Consent), attribute is null ? defaults.Consent : ShopifyConsent.NoteAttribute);
        if (consent == ShopifyConsent.NoteAttribute && attribute is null)
            settings.Problem(nameof(ConsentNoteAttribute), "is missing (the name of the note attribute that Consent=NoteAttribute reads).");

        return defaults with
        {
            PurchaseTopic = purchase,
            Topics = topics,
            ShopDomain = Domain(settings),
            Money = settings.Enum(nameof(Money), defaults.Money),
            Consent = consent,
            ConsentNoteAttribute = attribute,
            OrderEventId = EventIdRecipe.Read(settings, nameof(OrderEventId), defaults.OrderEventId, "id", "order_number", "name", "checkout_token"),
            CheckoutEventId = EventIdRecipe.Read(settings, nameof(CheckoutEventId), defaults.CheckoutEventId, "token", "id"),
            CustomerEventId = EventIdRecipe.Read(settings, nameof(CustomerEventId), defaults.CustomerEventId, "id"),
            CartEventId = EventIdRecipe.Read(settings, nameof(CartEventId), defaults.CartEventId, "token", "id"),
        };
    }

    // An address instead of a name would refuse every delivery.
    private static string? Domain(SettingReader settings)
    {
        var domain = settings.Text(nameof(ShopDomain));
        if (domain is not null && (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal)))
            settings.Problem(nameof(ShopDomain), "must be a host name such as example.myshopify.com.");

        return domain;
    }
}

/// <summary>The webhook topics that are known. All others are ignored and counted.</summary>
internal static class ShopifyTopics
{
    public const string OrdersPaid = "orders/paid";
    public const string OrdersCreate = "orders/create";
    public const string CheckoutsCreate = "checkouts/create";
    public const string CustomersCreate = "customers/create";
    public const string CartsCreate = "carts/create";
    public const string CartsUpdate = "carts/update";
    public const string CustomersDataRequest = "customers/data_request";
    public const string CustomersRedact = "customers/redact";
    public const string ShopRedact = "shop/redact";

    /// <summary>Topics that Shopify demands an answer to (shopify.dev, "Privacy law compliance"), whatever <c>Topics</c> says.</summary>
    public static IReadOnlyList<string> Compliance { get; } = [CustomersDataRequest, CustomersRedact, ShopRedact];

    /// <summary>Everything that may stand in <c>Topics</c>.</summary>
    public static IReadOnlyList<string> Known { get; } = [OrdersPaid, OrdersCreate, CheckoutsCreate, CustomersCreate, CartsCreate, CartsUpdate];

    /// <summary>What counts when <c>Topics</c> is not set.</summary>
    public static IReadOnlyList<string> Default { get; } = [OrdersPaid, CheckoutsCreate, CustomersCreate];

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
