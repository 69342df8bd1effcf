using System.Runtime.InteropServices;
using System.Text.Json;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>What a mapping reads from.</summary>
/// <param name="Root">The JSON of the body.</param>
/// <param name="Request">The request around it.</param>
internal readonly record struct MappedPayload(JsonElement Root, WebhookRequest Request)
{
    /// <summary>The bytes that the JSON was read from, in which texts can stay; empty when they are not known.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A value as a text; missing when it is blank, or no text, number or boolean.</summary>
    public Utf8Text Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Number => Held(value),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => default,
    };

    private Utf8Text Held(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var text = (value.ValueKind == JsonValueKind.String ? raw[1..^1] : raw).Trim((byte)' ');
        var isPlain = text.IsEmpty || (text[0] < 0x80 && text[^1] < 0x80 && !text.Contains((byte)'\\'));
        return isPlain && text.IsEmpty ? default
            : isPlain && MemoryMarshal.TryGetArray(Body, out var held) && held.AsSpan().Overlaps(text, out var start)
                ? new Utf8Text(held.Array!, held.Offset + start, text.Length)
                : value.AsText();
    }
}

/// <summary>
/// Where a value may come from: a way (<c>/order/id</c>), a header (<c>header:X-Topic</c>), or a text (<c>=WEB</c>) in which braces are filled
/// (<c>=order-{/order/id}</c>); each perhaps only <c>when</c> a condition holds.
/// </summary>
internal sealed class ValueSource
{
    private const string HeaderStart = "header:";
    private const string When = " when ";

    private readonly string text;
    private readonly Part[] parts;
    private readonly Condition? condition;

    private ValueSource(string text, Part[] parts, Condition? condition) => (this.text, this.parts, this.condition) = (text, parts, condition);

    /// <summary>The ways that a value can come by.</summary>
    public IEnumerable<ValuePath> Paths => parts.Select(part => part.Path).OfType<ValuePath>();

    /// <summary>Reads several: separated by semicolons where there is one, else by commas.</summary>
    public static IReadOnlyList<ValueSource>? ParseList(string text)
    {
        var separator = text.Contains(';', StringComparison.Ordinal) || text.Contains(When, StringComparison.Ordinal) ? ';' : ',';
        var sources = text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToArray();
        return sources.Length == 0 || sources.Contains(null) ? null : [.. sources.OfType<ValueSource>()];
    }

    /// <summary>Null unless the text is one.</summary>
    public static ValueSource? Parse(string text)
    {
        var at = text.IndexOf(When, StringComparison.Ordinal);
        var condition = at < 0 ? null : Condition.Parse(text[(at + When.Length)..]);
        var value = (at < 0 ? text : text[..at]).Trim();
        if (at >= 0 && condition is null)
            return null;

        if (value is not ['=', ..])
            return ParsePart(value) is { } part ? new ValueSource(text, [part], condition) : null;

        return ParseTemplate(value[1..]) is { Count: > 0 } parts ? new ValueSource(text, [.. parts], condition) : null;
    }

    /// <summary>What an id looks like that is made of it, with <c>{}</c> for each value.</summary>
    public string Shape => string.Concat(parts.Select(part => part.Literal ?? "{}"));

    /// <summary>The value; missing when a part of it is missing, blank, or no text, number or boolean: half a value would be another one.</summary>
    /// <param name="payload">Where it is read from.</param>
    /// <param name="isId">Whether each part must be an id: <c>order-0</c> and <c>order-undefined</c> would be those of many orders.</param>
    /// <param name="isList">Whether a list of such is one text, joined by commas.</param>
    public Utf8Text Read(in MappedPayload payload, bool isId = false, bool isList = false)
    {
        if (condition?.Holds(payload) == false)
            return default;

        if (parts is [var only])
            return only.Read(payload, isId, isList);

        var values = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Read(payload, isId).OrNull() is not { } value)
                return default;

            values[i] = value;
        }

        return string.Concat(values);
    }

    /// <summary>The JSON that it points to, whatever its type; undefined for anything but a way.</summary>
    public JsonElement Element(in MappedPayload payload) =>
        parts is [{ Path: { } path }] && condition?.Holds(payload) != false ? path.Find(payload.Root) : default;

    /// <summary>Whether there is anything but null and blanks, an object or array among it.</summary>
    public bool Exists(in MappedPayload payload) => !Read(payload).IsMissing || Element(payload).ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    public override string ToString() => text;

    private static List<Part>? ParseTemplate(string text)
    {
        var parts = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open != at)
                parts.Add(new Part(null, null, text[at..(open < 0 ? text.Length : open)]));

            if (open < 0)
                break;

            var close = text.IndexOf('}', open);
            if (close < 0 || ParsePart(text[(open + 1)..close]) is not { } part)
                return null;

            parts.Add(part);
            at = close + 1;
        }

        return parts;
    }

    private static Part? ParsePart(string text) =>
        text.StartsWith(HeaderStart, StringComparison.OrdinalIgnoreCase) && text.Length > HeaderStart.Length ? new Part(null, text[HeaderStart.Length..], null)
        : ValuePath.Parse(text) is { } path ? new Part(path, null, null)
        : null;

    private sealed record Part(ValuePath? Path, string? Header, string? Literal)
    {
        public Utf8Text Read(in MappedPayload payload, bool isId, bool isList = false)
        {
            if (Literal is not null)
                return Literal;

            var text = Path is null ? payload.Request.Only(Header!) is { } header && !string.IsNullOrWhiteSpace(header) ? header.Trim() : default(Utf8Text)
                : Path.Find(payload.Root) is var value && isList && value.ValueKind == JsonValueKind.Array ? value.AsSignal()
                : payload.Text(value);
            if (!isId || text.IsMissing)
                return text;

            var all = text.Chars(stackalloc char[Utf8Text.ShortOnStack]);
            var id = SenderId.Read(all, out _);
            return id.IsEmpty ? default : text.Keep(all, id);
        }
    }
}

/// <summary>
/// A question about a payload: <c>/status in paid,done</c>, <c>/status not in open</c>, <c>/refund missing</c> or <c>/email exists</c>, joined by
/// <c>and</c> and <c>or</c> (<c>and</c> binds closer). Case does not count.
/// </summary>
internal sealed class Condition
{
    private readonly Clause[][] anyOfAll;

    private Condition(Clause[][] anyOfAll) => this.anyOfAll = anyOfAll;

    /// <summary>Null unless the text is a condition.</summary>
    public static Condition? Parse(string text)
    {
        var parsed = text.Split(" or ").Select(all => all.Split(" and ").Select(clause => Clause.Parse(clause.Trim())).ToArray()).ToArray();
        return parsed.Any(all => all.Contains(null)) ? null : new Condition([.. parsed.Select(all => all.OfType<Clause>().ToArray())]);
    }

    public bool Holds(in MappedPayload payload)
    {
        foreach (var all in anyOfAll)
        {
            var holds = true;
            foreach (var clause in all)
                holds = holds && clause.Holds(payload);

            if (holds)
                return true;
        }

        return false;
    }

    private sealed record Clause(ValueSource Value, bool Wanted, string[] Values)
    {
        public static Clause? Parse(string text)
        {
            foreach (var (word, wanted) in (ReadOnlySpan<(string, bool)>)[(" not in ", false), (" in ", true)])
            {
                if (text.IndexOf(word, StringComparison.Ordinal) is > 0 and var at)
                {
                    var values = text[(at + word.Length)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                    return values.Length > 0 && ValueSource.Parse(text[..at].Trim()) is { } value ? new Clause(value, wanted, values) : null;
                }
            }

            foreach (var (word, wanted) in (ReadOnlySpan<(string, bool)>)[(" exists", true), (" missing", false)])
            {
                if (text.EndsWith(word, StringComparison.Ordinal))
                    return ValueSource.Parse(text[..^word.Length].Trim()) is { } value ? new Clause(value, wanted, []) : null;
            }

            return null;
        }

        public bool Holds(in MappedPayload payload)
        {
            if (Values.Length == 0)
                return Wanted == Value.Exists(payload);

            var text = Value.Read(payload);
            var value = text.Chars(stackalloc char[Utf8Text.ShortOnStack]);
            var isIn = false;
            foreach (var one in Values)
                isIn |= value.Equals(one, StringComparison.OrdinalIgnoreCase);

            return Wanted == (isIn && !text.IsMissing);
        }
    }
}
