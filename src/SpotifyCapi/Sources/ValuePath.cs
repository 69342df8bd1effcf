using System.Globalization;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>
/// A way to a value in JSON: an RFC 6901 pointer whose tokens may choose an element of an array, by its place from the start or the end
/// (<c>/transactions[-1]</c>) or by a field (<c>/addresses[id=/billingAddressId]</c>, <c>/answers[field/ref=mail]</c>). Nothing repeats, so the
/// time that it takes is linear in the body.
/// </summary>
internal sealed class ValuePath
{
    private readonly string text;
    private readonly Step[] steps;

    private ValuePath(string text, Step[] steps) => (this.text, this.steps) = (text, steps);

    private enum Choice
    {
        None, Place, Field,
    }

    /// <summary>Its tokens without what they choose.</summary>
    public IEnumerable<string> Names => steps.Select(step => step.Name);

    /// <summary>Null unless the text is a way.</summary>
    public static ValuePath? Parse(string text)
    {
        if (text is not ['/', ..])
            return null;

        var steps = new List<Step>();
        var start = 1;
        for (int at = 1, depth = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (text[at] == '/' && depth == 0))
            {
                if (depth != 0 || ParseStep(text[start..at]) is not { } step)
                    return null;

                steps.Add(step);
                start = at + 1;
            }
            else
            {
                depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
                if (depth < 0)
                    return null;
            }
        }

        return new ValuePath(text, [.. steps]);
    }

    /// <summary>The value; an undefined element when there is none.</summary>
    public JsonElement Find(JsonElement root)
    {
        var value = root;
        foreach (var step in steps)
        {
            value = value.ValueKind == JsonValueKind.Array ? At(value, step.Place)
                : value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step.Utf8Name, out var member) ? member
                : default;
            value = step.Choice switch
            {
                Choice.Place => At(value, step.Chosen),
                Choice.Field => Pick(value, step, root),
                _ => value,
            };
        }

        return value;
    }

    public override string ToString() => text;

    private static JsonElement At(JsonElement array, int? place)
    {
        if (array.ValueKind != JsonValueKind.Array || place is not { } index)
            return default;

        index = index < 0 ? array.GetArrayLength() + index : index;
        return index >= 0 && index < array.GetArrayLength() ? array[index] : default;
    }

    private static JsonElement Pick(JsonElement array, Step step, JsonElement root)
    {
        var wanted = step.FieldPath is { } path ? path.Find(root).AsText() : step.FieldText;
        return wanted is null ? default : array.Elements().FirstOrDefault(item => item.At(step.Field).AsText() == wanted);
    }

    private static Step? ParseStep(string token)
    {
        var open = token.IndexOf('[', StringComparison.Ordinal);
        var name = (open < 0 ? token : token[..open]).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        var place = Place(name) is >= 0 and var index && (name == "0" || name[0] != '0') ? index : (int?)null;
        if (open < 0)
            return new Step(name, place, Choice.None);

        if (token[^1] != ']')
            return null;

        var choice = token[(open + 1)..^1];
        if (Place(choice) is { } chosen)
            return new Step(name, place, Choice.Place) { Chosen = chosen };

        var equals = choice.IndexOf('=', StringComparison.Ordinal);
        var wanted = equals > 0 ? choice[(equals + 1)..] : string.Empty;
        return wanted is ['/', ..]
            ? Parse(wanted) is { } path ? new Step(name, place, Choice.Field) { Field = choice[..equals].Split('/'), FieldPath = path } : null
            : wanted.Length > 0 ? new Step(name, place, Choice.Field) { Field = choice[..equals].Split('/'), FieldText = wanted } : null;
    }

    private static int? Place(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) && text[0] != '+' ? place : null;

    private sealed record Step(string Name, int? Place, Choice Choice)
    {
        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

        public int? Chosen { get; init; }

        public string[] Field { get; init; } = [];

        public string? FieldText { get; init; }

        public ValuePath? FieldPath { get; init; }
    }
}
