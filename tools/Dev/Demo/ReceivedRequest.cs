using System.Globalization;
using System.Text.Json;

namespace Dev.Demo;

/// <summary>One request that the stand-in answered, as its <c>GET /received</c> tells.</summary>
internal sealed record ReceivedRequest(long Sequence, string Path, int Status, IReadOnlyList<string> EventIds, JsonElement? Body)
{
    /// <param name="answer">The answer of <c>GET /received?bodies=true</c>: the list, or an object that has the list as a member.</param>
    public static IReadOnlyList<ReceivedRequest> ParseAll(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        var list = root.ValueKind == JsonValueKind.Object
            ? root.EnumerateObject().Select(member => member.Value).First(value => value.ValueKind == JsonValueKind.Array)
            : root;
        return [.. list.EnumerateArray().Select(Parse)];
    }

    /// <returns>The conversion with this id as it was sent, or null when this request did not hold it.</returns>
    public SentConversion? Find(string eventId) =>
        Body is { } body && body.TryGetProperty("conversion_events", out var envelope) && envelope.TryGetProperty("events", out var events)
            ? events.EnumerateArray().Select(SentConversion.From).FirstOrDefault(sent => sent.EventId == eventId)
            : null;

    private static ReceivedRequest Parse(JsonElement record) => new(
        record.GetProperty("sequence").GetInt64(),
        record.GetProperty("path").GetString() ?? "",
        record.GetProperty("status").GetInt32(),
        [.. record.GetProperty("event_ids").EnumerateArray().Select(id => id.GetString() ?? "")],
        record.TryGetProperty("body", out var body) ? Document(body) : null);

    /// <summary>The body as JSON, whether the stand-in shows it as such or as the text that it received.</summary>
    private static JsonElement? Document(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object)
            return body.Clone();
        if (body.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.GetString() ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
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
