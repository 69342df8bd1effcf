using System.Text.Json;

namespace Dev;

/// <summary>Reads JSON that another program wrote: a property of another shape counts as missing.</summary>
internal static class Json
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <returns>An empty object when the text is anything else.</returns>
    public static JsonElement Parse(ReadOnlySpan<byte> json, JsonDocumentOptions options = default)
    {
        try
        {
            return JsonElement.Parse(json, options) is { ValueKind: JsonValueKind.Object } root ? root : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    public static string? Text(this JsonElement parent, string name) => parent.Find(name, JsonValueKind.String)?.GetString();

    public static long Number(this JsonElement parent, string name) =>
        parent.Find(name, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) ? number : 0;

    public static IEnumerable<JsonElement> List(this JsonElement parent, string name) => parent.Find(name, JsonValueKind.Array)?.EnumerateArray() ?? [];

    public static JsonElement? Find(this JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
