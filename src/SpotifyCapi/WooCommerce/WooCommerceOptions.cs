using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

internal sealed record WooCommerceOptions
{
    /// <summary>An order was placed, paid or not. It may fire more than once.</summary>
    public const string OrderCreated = "order.created";

    public const string OrderUpdated = "order.updated";

    public const string CustomerCreated = "customer.created";

    /// <summary>WooCommerce's own statuses of a paid order.</summary>
    public static readonly IReadOnlyList<string> UsualPaidStatuses = ["processing", "completed"];

    /// <summary>The topics that become conversions; all three by default. All others are ignored.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [OrderCreated, OrderUpdated, CustomerCreated];

    /// <summary>The order statuses that count as bought; <c>processing</c> and <c>completed</c> by default. The order must be paid as well.</summary>
    public IReadOnlyList<string> PaidStatuses { get; init; } = UsualPaidStatuses;

    /// <summary>Key of the entry of <c>meta_data</c> that holds consent to marketing; null: consent is unknown.</summary>
    public string? ConsentMetaKey { get; init; }

    public string OrderEventId { get; init; } = "order-{id}";

    public string CustomerEventId { get; init; } = "customer-{id}";

    public static WooCommerceOptions Read(SettingReader settings)
    {
        var defaults = new WooCommerceOptions();
        var topics = settings.List(nameof(Topics));
        if (!topics.All(defaults.Topics.Contains))
            settings.Problem(nameof(Topics), $"must be taken from {string.Join(", ", defaults.Topics)}.");

        // The database and most guides write wc-processing, the webhook processing.
        var statuses = settings.List(nameof(PaidStatuses))
            .Select(status => status.StartsWith("wc-", StringComparison.OrdinalIgnoreCase) ? status[3..] : status).ToArray();
        return defaults with
        {
            Topics = topics.Count > 0 ? topics : defaults.Topics,
            PaidStatuses = statuses.Length > 0 ? statuses : defaults.PaidStatuses,
            ConsentMetaKey = settings.Text(nameof(ConsentMetaKey)),
            OrderEventId = EventIdRecipe.Read(settings, nameof(OrderEventId), defaults.OrderEventId, "id", "number"),
            CustomerEventId = EventIdRecipe.Read(settings, nameof(CustomerEventId), defaults.CustomerEventId, "id"),
        };
    }
}
