using System.Text.Json;

namespace SpotifyCapi.Webhooks;

/// <summary>Reads values out of a platform's payload, where any field may be missing, null, blank or of another type than documented.</summary>
internal static class PayloadText
{
    /// <summary>A string, or the digits of a number (ids beyond 2^53 stay exact); null when blank or anything else.</summary>
    public static string? Text(this JsonElement parent, string name) => parent.At(name).AsText();

    /// <summary>This value as a text, as <see cref="Text"/> reads it.</summary>
    public static string? AsText(this JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => Unescape(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>A value below a path; an undefined element, on which everything is null, when it is not there.</summary>
    public static JsonElement At(this JsonElement parent, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out parent))
                return default;
        }

        return parent;
    }

    /// <summary>The elements of an array; none when it is not one.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A boolean; null when it is anything else.</summary>
    public static bool? Flag(this JsonElement parent, string name) => parent.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    // Half a surrogate pair cannot be text; the field counts as missing.
    private static string? Unescape(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
