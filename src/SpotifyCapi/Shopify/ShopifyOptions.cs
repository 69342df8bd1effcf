using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>Which of an order's two prices counts.</summary>
public enum ShopifyMoney
{
    /// <summary>The shop's own currency. The default.</summary>
    Shop,

    /// <summary>The currency that the buyer saw.</summary>
    Presentment,
}

/// <summary>Where consent to marketing is read from.</summary>
public enum ShopifyConsent
{
    /// <summary>Nowhere: consent is unknown. The default, because Shopify's flag is about e-mail, not about advertising.</summary>
    None,

    /// <summary>From <c>buyer_accepts_marketing</c>.</summary>
    BuyerAcceptsMarketing,

    /// <summary>From the note attribute that <see cref="ShopifyOptions.ConsentNoteAttribute"/> names.</summary>
    NoteAttribute,
}

/// <summary>Options of a Shopify source.</summary>
public sealed record ShopifyOptions
{
    /// <summary>The topic that is the purchase: <c>orders/paid</c> or <c>orders/create</c>. The other one is ignored, so that no order counts twice.</summary>
    public string PurchaseTopic { get; init; } = ShopifyTopics.OrdersPaid;

    /// <summary>The topics that become conversions.</summary>
    public IReadOnlyList<string> Topics { get; init; } = ShopifyTopics.Default;

    /// <summary>When set, deliveries of any other shop are refused like a wrong signature.</summary>
    public string? ShopDomain { get; init; }

    /// <summary>Which price counts.</summary>
    public ShopifyMoney Money { get; init; }

    /// <summary>Where consent is read from.</summary>
    public ShopifyConsent Consent { get; init; }

    /// <summary>Name of the note attribute that holds consent.</summary>
    public string? ConsentNoteAttribute { get; init; }

    /// <summary>Recipe of an order's event id: text with <c>{id}</c>, <c>{order_number}</c>, <c>{name}</c> or <c>{checkout_token}</c>.</summary>
    public string OrderEventId { get; init; } = "order-{id}";

    /// <summary>Recipe of a checkout's event id: text with <c>{token}</c> or <c>{id}</c>.</summary>
    public string CheckoutEventId { get; init; } = "checkout-{token}";

    /// <summary>Recipe of a customer's event id: text with <c>{id}</c>.</summary>
    public string CustomerEventId { get; init; } = "customer-{id}";

    /// <summary>Recipe of a cart's event id: text with <c>{token}</c> or <c>{id}</c>.</summary>
    public string CartEventId { get; init; } = "cart-{token}";

    /// <summary>Reads the options.</summary>
    /// <param name="settings">Settings of the source.</param>
    public static ShopifyOptions Read(SettingReader settings)
    {
        var defaults = new ShopifyOptions();
        var (purchase, topics) = ShopifyTopics.Read(settings);
        var consent = settings.Enum(nameof(Consent), defaults.Consent);
        var attribute = settings.Text(nameof(ConsentNoteAttribute));
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
