using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>Options of a WooCommerce source.</summary>
public sealed record WooCommerceOptions
{
    /// <summary>An order was placed, paid or not. It may fire more than once.</summary>
    public const string OrderCreated = "order.created";

    /// <summary>An order was changed, for example paid.</summary>
    public const string OrderUpdated = "order.updated";

    /// <summary>A customer account was made.</summary>
    public const string CustomerCreated = "customer.created";

    /// <summary>WooCommerce's own statuses of a paid order.</summary>
    internal static readonly IReadOnlyList<string> UsualPaidStatuses = ["processing", "completed"];

    /// <summary>The topics that become conversions; all three by default. All others are ignored.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [OrderCreated, OrderUpdated, CustomerCreated];

    /// <summary>The order statuses that count as bought; <c>processing</c> and <c>completed</c> by default. The order must be paid as well.</summary>
    public IReadOnlyList<string> PaidStatuses { get; init; } = UsualPaidStatuses;

    /// <summary>Key of the entry of <c>meta_data</c> that holds consent to marketing; null: consent is unknown.</summary>
    public string? ConsentMetaKey { get; init; }

    /// <summary>Recipe of an order's event id: text with <c>{id}</c> or <c>{number}</c>.</summary>
    public string OrderEventId { get; init; } = "order-{id}";

    /// <summary>Recipe of a customer's event id: text with <c>{id}</c>.</summary>
    public string CustomerEventId { get; init; } = "customer-{id}";

    /// <summary>Reads the options.</summary>
    /// <param name="settings">Settings of the source.</param>
    public static WooCommerceOptions Read(SettingReader settings)
    {
        var defaults = new WooCommerceOptions();
        var topics = settings.List(nameof(Topics));
        if (!topics.All(defaults.Topics.Contains))
            settings.Problem(nameof(Topics), $"must be taken from {string.Join(", ", defaults.Topics)}.");

        var statuses = settings.List(nameof(PaidStatuses));
        return defaults with
        {
            Topics = topics.Count > 0 ? topics : defaults.Topics,
            PaidStatuses = statuses.Count > 0 ? statuses : defaults.PaidStatuses,
            ConsentMetaKey = settings.Text(nameof(ConsentMetaKey)),
            OrderEventId = EventIdRecipe.Read(settings, nameof(OrderEventId), defaults.OrderEventId, "id", "number"),
            CustomerEventId = EventIdRecipe.Read(settings, nameof(CustomerEventId), defaults.CustomerEventId, "id"),
        };
    }
}
