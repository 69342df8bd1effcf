using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpotifyStandIn.Received;

/// <summary>Finds the events of any body that has some, also of one that will be refused.</summary>
internal static class EventReader
{
    private const int LongestConnection = 100;

    public static IReadOnlyList<ReceivedEvent> Events(JsonElement root, ReadOnlySpan<byte> body)
    {
        if (Find(Envelope(root), "events") is not { ValueKind: JsonValueKind.Array } list)
            return [];
        var events = new List<ReceivedEvent>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            var bytes = JsonMarshal.GetRawUtf8Value(element);
            body.Overlaps(bytes, out var offset);
            var digest = Sha256Digest.Of(bytes);
            events.Add(new ReceivedEvent(Text(element, "event_id"), Text(element, "event_name"), digest, offset, bytes.Length));
        }

        return events;
    }

    public static string? Connection(JsonElement root)
    {
        if (Text(Envelope(root), "capi_connection_id") is { } id)
            return id.Length <= LongestConnection ? id : id[..LongestConnection];
        return Text(root, "advertiser_id") is { } advertiser && Text(root, "conversion_id") is { } conversion
            ? $"{advertiser}/{conversion}"
            : null;
    }

    private static JsonElement Envelope(JsonElement root) => Find(root, "conversion_events") ?? root;

    private static string? Text(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
