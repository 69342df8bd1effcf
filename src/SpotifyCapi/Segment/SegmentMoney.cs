using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>Amount and currency of a call.</summary>
internal static class SegmentMoney
{
    // Browsers add prices in binary: 25.3 arrives as 25.299999999999997. Six decimals are more than any currency has.
    private const int Decimals = 6;

    public static void Read(JsonElement properties, SegmentOptions options, ConversionEvent result)
    {
        var (first, second) = options.Amount == SegmentAmount.Total ? ("total", "revenue") : ("revenue", "total");
        result.SetAmount(properties.Text(first) ?? properties.Text(second) ?? properties.Text("value"));
        if (result.Value is { } value)
            result.Value = Money.Trim(Math.Round(value, Decimals));

        // Segment's documented default of USD is a guess; only the shop's owner knows.
        result.Currency = properties.Text("currency") ?? (result.Value is null ? null : options.DefaultCurrency);
    }
}
