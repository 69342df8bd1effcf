using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>The metadata of a dead letter's blob. Values are escaped, since metadata travels in headers.</summary>
internal static class DeadLetterMetadata
{
    private const int LongestValue = 1000;

    public static Dictionary<string, string> Of(DeadLetter letter)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["reason"] = letter.Reason,
            ["destination"] = Escape(letter.Destination),
            ["source"] = Escape(letter.Source),
            ["event_id"] = Escape(letter.Event.Facts.EventId),
            ["event_name"] = letter.Event.Facts.Event.ToString(),
            ["event_time"] = Time(letter.Event.Facts.EventTime),
            ["attempts"] = letter.Attempts.ToString(CultureInfo.InvariantCulture),
            ["first_queued"] = Time(letter.FirstQueued),
            ["died_at"] = Time(letter.DiedAt),
        };
        Add(metadata, "status", letter.Status?.ToString(CultureInfo.InvariantCulture));
        Add(metadata, "message", letter.Message);
        Add(metadata, "trace_id", letter.TraceId);
        return metadata;
    }

    public static Dictionary<string, string> Unreadable(string messageId, int bytes, string sha256, DateTimeOffset insertedAt, DateTimeOffset diedAt) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["reason"] = DeliveryReasons.Unreadable,
            ["message_id"] = Escape(messageId),
            ["bytes"] = bytes.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = sha256,
            ["first_queued"] = Time(insertedAt),
            ["died_at"] = Time(diedAt),
        };

    public static DeadLetterItem Read(string name, IDictionary<string, string> metadata)
    {
        string? Text(string key) => metadata.TryGetValue(key, out var value) ? Uri.UnescapeDataString(value) : null;
        int Number(string key) => int.TryParse(Text(key), CultureInfo.InvariantCulture, out var value) ? value : 0;
        DateTimeOffset? Moment(string key) =>
            DateTimeOffset.TryParse(Text(key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;
        return new DeadLetterItem(
            name, Text("reason") ?? DeliveryReasons.Unreadable, Text("destination"), Text("source"), Text("event_id"), Text("event_name"), Moment("event_time"),
            Number("attempts"), Moment("first_queued"), Moment("died_at"), Text("status") is null ? null : Number("status"), Text("message"), Text("trace_id"),
            Moment("replayed_at"), Number("replays"));
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Add(Dictionary<string, string> metadata, string key, string? value)
    {
        if (value is not null)
            metadata[key] = Escape(value);
    }

    private static string Escape(string value)
    {
        var escaped = Uri.EscapeDataString(value);
        while (escaped.Length > LongestValue)
        {
            value = value[..^Math.Max(1, value.Length / 10)];
            escaped = Uri.EscapeDataString(value);
        }

        return escaped;
    }
}
