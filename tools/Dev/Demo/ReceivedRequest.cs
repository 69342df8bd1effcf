using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dev.Demo;

/// <summary>One request that reached the stand-in, as its <c>GET /received</c> tells.</summary>
/// <param name="AnsweredAt">When the answer was written; the same as <paramref name="ReceivedAt"/> while that is under way.</param>
/// <param name="Status">Null when a scripted fault left the sender without one.</param>
/// <param name="EventIds">The conversions that it held.</param>
/// <param name="Messages">What was wrong, by JSON path.</param>
/// <param name="Body">The body, if it was JSON and is still kept.</param>
internal sealed record ReceivedRequest(
    long Sequence,
    DateTimeOffset ReceivedAt,
    DateTimeOffset AnsweredAt,
    string Path,
    int? Status,
    IReadOnlyList<string> EventIds,
    IReadOnlyList<string> Messages,
    JsonElement? Body)
{
    /// <summary>Reads the answer of <c>GET /received?bodies=true</c>.</summary>
    public static IReadOnlyList<ReceivedRequest> ParseAll(ReadOnlySpan<byte> answer) => [.. JsonElement.Parse(answer).EnumerateArray().Select(Read)];

    /// <returns>The conversion with this id as it was sent, or null when this request did not hold it.</returns>
    public SentConversion? Find(string eventId) => Body?.Find("conversion_events", JsonValueKind.Object)?.List("events")
        .Select(SentConversion.From).FirstOrDefault(sent => sent.EventId == eventId);

    private static ReceivedRequest Read(JsonElement record)
    {
        var receivedAt = record.GetProperty("received_at").GetDateTimeOffset();
        return new ReceivedRequest(
            record.Number("sequence"),
            receivedAt,
            receivedAt.AddMilliseconds(record.Find("duration_ms", JsonValueKind.Number)?.GetDouble() ?? 0),
            record.Text("path") ?? "",
            record.Find("status", JsonValueKind.Number)?.GetInt32(),
            [.. record.List("event_ids").Select(id => $"{id}")],
            [.. record.List("messages").Select(message => $"{message}")],
            record.Text("body") is { } body && Json.Parse(Encoding.UTF8.GetBytes(body)) is var json && json.EnumerateObject().Any() ? json : null);
    }
}

/// <summary>What Spotify received about one conversion.</summary>
internal sealed record SentConversion(string EventId, string Name, string Time, decimal? Amount, string? Currency)
{
    public static SentConversion From(JsonElement sent)
    {
        var details = sent.Find("event_details", JsonValueKind.Object);
        return new SentConversion(
            sent.Text("event_id") ?? "",
            sent.Text("event_name") ?? "",
            sent.Text("event_time") ?? "",
            details?.Find("amount", JsonValueKind.Number)?.GetDecimal(),
            details?.Text("currency"));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {Amount} {Currency}, {Time}");
}

/// <summary>Whether what the stand-in accepted is the order that was sent.</summary>
internal static class DeliveryCheck
{
    /// <returns>Null when it is, else what differs.</returns>
    public static string? Difference(SentConversion sent, DemoOrder order)
    {
        if (sent.Name != "PURCHASE")
            return $"event_name is {sent.Name}, not PURCHASE";
        if (sent.Amount is not { } amount || !DemoOrder.Prices.Contains((amount, sent.Currency ?? "")))
        {
            var prices = string.Join(" or ", DemoOrder.Prices.Select(price => $"{price.Amount} {price.Currency}"));
            return $"the amount is {sent.Amount} {sent.Currency}, but the order says {prices}";
        }
        var expected = order.ProcessedAt.AddTicks(-(order.ProcessedAt.Ticks % TimeSpan.TicksPerSecond));
        return DateTimeOffset.TryParse(sent.Time, out var time) && time == expected && sent.Time.EndsWith('Z')
            ? null
            : $"event_time is {sent.Time}, but the order was processed at {expected.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
    }
}
