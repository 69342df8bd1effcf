using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Events;

/// <summary>Which part of an order's amount counts. One meaning for every source; docs/value.md has a worked example of each.</summary>
public enum ValueRule
{
    /// <summary>What the customer pays, with tax and shipping. The default.</summary>
    Total,

    /// <summary>Without any tax, that of shipping included.</summary>
    NetOfTax,

    /// <summary>Without shipping and the tax on it.</summary>
    NetOfShipping,

    /// <summary>Without any tax and without shipping; tips and fees stay.</summary>
    NetOfBoth,

    /// <summary>The goods after discounts, without tax, shipping, tips and fees.</summary>
    Subtotal,
}

/// <summary>Whether the value of a lead is sent: Spotify counts it into the revenue that its reports show.</summary>
public enum LeadValue
{
    /// <summary>It is sent. The default.</summary>
    Send,

    /// <summary>It is left out.</summary>
    Drop,
}

/// <summary>What a source's settings say about its events: which count, and for how much.</summary>
public sealed record SourceRules
{
    private const decimal LargestFactor = 100;

    // Beyond it no order lies, and what is beyond decimal is never reached.
    private const decimal LargestAmount = 1_000_000_000_000_000_000_000_000m;

    /// <summary>No rules.</summary>
    public static SourceRules None { get; } = new();

    /// <summary>Which part of the amount counts.</summary>
    public ValueRule Value { get; init; }

    /// <summary>What the amount is multiplied by, such as the margin; 0 to 100, 1 by default.</summary>
    public decimal ValueFactor { get; init; } = 1;

    /// <summary>What becomes of the value of a lead.</summary>
    public LeadValue LeadValue { get; init; }

    /// <summary>Which events do not count.</summary>
    public Exclusions Exclude { get; init; } = Exclusions.None;

    /// <summary>Reads the settings of a source; problems are reported to them.</summary>
    public static SourceRules Read(SettingReader settings) => new()
    {
        Value = settings.Enum(nameof(Value), ValueRule.Total),
        ValueFactor = settings.Amount(nameof(ValueFactor), 0, LargestFactor) ?? 1,
        LeadValue = settings.Enum(nameof(LeadValue), LeadValue.Send),
        Exclude = Exclusions.Read(settings),
    };

    /// <summary>The amount that counts, rounded half to even to the currency's digits and never below zero.</summary>
    /// <param name="told">What the source told, with tax and shipping.</param>
    /// <param name="order">Its parts; null when none is told.</param>
    /// <param name="decimals">Digits of the currency after the point.</param>
    /// <param name="dropped">Receives <see cref="DropCodes.AmountPartMissing"/>.</param>
    /// <param name="steps">How the amount came about; null when no rule had a say.</param>
    internal decimal Apply(decimal told, OrderDetails? order, int decimals, List<DroppedField> dropped, out string? steps)
    {
        steps = null;
        if ((Value == ValueRule.Total && ValueFactor == 1) || told > LargestAmount)
            return Math.Round(told, decimals, MidpointRounding.ToEven);

        var (net, how) = Reduce(told, order ?? new());
        if (net is null)
            dropped.Add("value", DropCodes.AmountPartMissing);

        var before = net ?? told;
        var amount = Math.Max(0, Math.Round(Math.Max(0, before) * ValueFactor, decimals, MidpointRounding.ToEven));
        var kept = $"{Text(told)}{(net is null ? string.Empty : how)}{(before < 0 ? ", at least 0" : string.Empty)}";
        steps = ValueFactor == 1 ? $"{kept} = {Text(amount)}"
            : $"{(kept == Text(told) ? kept : $"({kept})")} × {Text(ValueFactor)} = {Text(amount)}";
        return amount;
    }

    // What is taken off, and the words for it; null when a part is missing.
    private (decimal? Net, string How) Reduce(decimal told, OrderDetails order)
    {
        var (tax, shipping, shippingTax) = (Part(order.Tax), Part(order.Shipping), Part(order.ShippingTax) ?? 0);
        return Value switch
        {
            ValueRule.Total => (told, string.Empty),
            ValueRule.NetOfTax => (told - tax, $" - tax {Text(tax)}"),
            ValueRule.NetOfShipping => (
                told - shipping - shippingTax, $" - shipping {Text(shipping)}{(shippingTax == 0 ? string.Empty : $" - its tax {Text(shippingTax)}")}"),
            ValueRule.Subtotal when Part(order.Subtotal) is { } subtotal => (subtotal, $", of which goods {Text(subtotal)}"),
            _ => (told - tax - shipping, $" - tax {Text(tax)} - shipping {Text(shipping)}"),
        };
    }

    private static decimal? Part(decimal? told) => told is >= 0 and <= LargestAmount ? told : null;

    private static string? Text(decimal? amount) => amount is { } value ? Money.Trim(value).ToString(CultureInfo.InvariantCulture) : null;
}
