using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The documented fields of one object: anything else, and anything twice, is a problem.</summary>
internal sealed class FieldSet(params string[] names)
{
    private const int LongestQuotedName = 64;
    private readonly byte[][] utf8Names = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Fields in the order of the set; a missing one is <see cref="JsonValueKind.Undefined"/>. False if no object.</summary>
    public bool TryRead(JsonElement element, FieldPath at, ProblemList problems, out FieldValues values)
    {
        values = default;
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(at, element.ValueKind == JsonValueKind.Undefined ? "is required" : "must be an object");
            return false;
        }

        foreach (var property in element.EnumerateObject())
        {
            var index = IndexOf(property);
            if (index < 0)
                problems.Add(at.Child(Quoted(property.Name)), "is not a documented field");
            else if (values[index].ValueKind != JsonValueKind.Undefined)
                problems.Add(at.Child(names[index]), "appears more than once");
            else
                values[index] = property.Value;
        }

        return true;
    }

    private int IndexOf(JsonProperty property)
    {
        for (var i = 0; i < utf8Names.Length; i++)
        {
            if (property.NameEquals(utf8Names[i]))
                return i;
        }

        return -1;
    }

    private static string Quoted(string name) => name.Length <= LongestQuotedName ? name : name[..LongestQuotedName] + "…";
}

/// <summary>Room for the fields of the largest documented object.</summary>
[InlineArray(8)]
internal struct FieldValues
{
    private JsonElement first;
}

/// <summary>Where a problem sits. It becomes text only when a problem is reported, so a valid event costs no string.</summary>
internal readonly record struct FieldPath(int Event, string? Parent = null, string? Field = null, int Item = -1)
{
    public static FieldPath Root => new(-1);

    public FieldPath Child(string field) => this with { Parent = Parent is null ? Field : $"{Parent}.{Field}", Field = field };

    public override string ToString()
    {
        var path = Event < 0 ? "" : $"events[{Event}]";
        foreach (var part in (ReadOnlySpan<string?>)[Parent, Field])
        {
            if (part is not null)
                path = path.Length == 0 ? part : $"{path}.{part}";
        }

        if (path.Length == 0)
            path = "$";
        return Item < 0 ? path : $"{path}[{Item}]";
    }
}

/// <summary>What the rules of one request depend on besides the event itself.</summary>
/// <param name="Latest">The last moment that still counts as past.</param>
internal sealed record RuleScope(DateTimeOffset Latest, bool AllowAlias, bool AllowEmptyDigest, ProblemList Problems);
