using System.Globalization;
using System.Text.Json;

namespace Dev.Demo;

/// <summary>One request that reached the stand-in, as its <c>GET /received</c> tells.</summary>
/// <param name="Sequence">1, 2, 3 ... in order.</param>
/// <param name="ReceivedAt">When it had arrived.</param>
/// <param name="AnsweredAt">When the answer was written; the same while that is under way.</param>
/// <param name="Path">Where it was sent.</param>
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
    public static IReadOnlyList<ReceivedRequest> ParseAll(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.EnumerateArray().Select(Parse)];
    }

    /// <returns>The conversion with this id as it was sent, or null when this request did not hold it.</returns>
    public SentConversion? Find(string eventId) =>
        Body is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("conversion_events", out var envelope)
        && envelope.TryGetProperty("events", out var events)
            ? events.EnumerateArray().Select(SentConversion.From).FirstOrDefault(sent => sent.EventId == eventId)
            : null;

    private static ReceivedRequest Parse(JsonElement record) => Parse(record, record.GetProperty("received_at").GetDateTimeOffset());

    private static ReceivedRequest Parse(JsonElement record, DateTimeOffset receivedAt) => new(
        record.GetProperty("sequence").GetInt64(),
        receivedAt,
        record.GetProperty("duration_ms") is { ValueKind: JsonValueKind.Number } duration ? receivedAt.AddMilliseconds(duration.GetDouble()) : receivedAt,
        record.GetProperty("path").GetString() ?? "",
        record.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null,
        Texts(record, "event_ids"),
        Texts(record, "messages"),
        Json(record.GetProperty("body").GetString()));

    private static string[] Texts(JsonElement record, string property) =>
        [.. record.GetProperty(property).EnumerateArray().Select(text => text.GetString() ?? "")];

    private static JsonElement? Json(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What Spotify was told about one conversion.</summary>
internal sealed record SentConversion(string EventId, string Name, string Time, decimal? Amount, string? Currency)
{
    public static SentConversion From(JsonElement sent)
    {
        var details = sent.TryGetProperty("event_details", out var found) ? found : default;
        return new SentConversion(
            Text(sent, "event_id") ?? "",
            Text(sent, "event_name") ?? "",
            Text(sent, "event_time") ?? "",
            details.ValueKind == JsonValueKind.Object && details.TryGetProperty("amount", out var amount) && amount.TryGetDecimal(out var value) ? value : null,
            details.ValueKind == JsonValueKind.Object ? Text(details, "currency") : null);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {Amount} {Currency}, {Time}");

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
