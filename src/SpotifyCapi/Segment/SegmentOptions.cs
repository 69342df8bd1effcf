using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>Which of an order's amounts counts when there are several.</summary>
internal enum SegmentAmount
{
    /// <summary>What the customer paid, with tax and shipping. The default.</summary>
    Total,

    /// <summary>What the goods cost, without tax and shipping.</summary>
    Revenue,
}

internal sealed record SegmentOptions
{
    /// <summary>Where the signature stands; <c>X-Signature</c> by default.</summary>
    public required HeaderSignatureOptions Signature { get; init; }

    public SegmentAmount Amount { get; init; }

    /// <summary>Currency of amounts that bring none; null: a purchase without a currency is refused.</summary>
    public string? DefaultCurrency { get; init; }

    /// <summary>Recipe of the event id of an order: text with <c>{order_id}</c>. Events without an order have their <c>messageId</c>.</summary>
    public string OrderEventId { get; init; } = "order-{order_id}";

    /// <summary>
    /// The category of <c>context.consent.categoryPreferences</c> or <c>context.consentManagement</c> that is consent to marketing, whatever its case;
    /// null: consent is unknown, unless a category with a usual name such as Advertising is refused.
    /// </summary>
    public string? ConsentCategory { get; init; }

    public static SegmentOptions Read(SettingReader settings)
    {
        var defaults = new SegmentOptions { Signature = HeaderSignatureOptions.Read(settings, "X-Signature") };
        return defaults with
        {
            // Value has the same meaning for every source and begins with the total.
            Amount = settings.Enum(nameof(Amount), defaults.Amount) is var amount && settings.Text("Value") is null ? amount : SegmentAmount.Total,
            DefaultCurrency = settings.DefaultCurrency("USD"),
            OrderEventId = EventIdRecipe.Read(settings, nameof(OrderEventId), defaults.OrderEventId, "order_id"),
            ConsentCategory = settings.Text(nameof(ConsentCategory)),
        };
    }
}
