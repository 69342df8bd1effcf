namespace Dev.Demo;

/// <summary>Whether what the stand-in accepted is the order that was sent.</summary>
internal static class DeliveryCheck
{
    /// <returns>Null when it is, else what differs.</returns>
    public static string? Difference(SentConversion sent, DemoOrder order)
    {
        if (sent.Name != "PURCHASE")
            return $"event_name is {sent.Name}, not PURCHASE";
        if (sent.Amount is not { } amount || !DemoOrder.Prices.Contains((amount, sent.Currency ?? "")))
            return $"the amount is {sent.Amount} {sent.Currency}, but the order says {string.Join(" or ", DemoOrder.Prices.Select(price => $"{price.Amount} {price.Currency}"))}";
        var expected = order.ProcessedAt.AddTicks(-(order.ProcessedAt.Ticks % TimeSpan.TicksPerSecond));
        return DateTimeOffset.TryParse(sent.Time, out var time) && time == expected && sent.Time.EndsWith('Z')
            ? null
            : $"event_time is {sent.Time}, but the order was processed at {expected.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
    }
}
