using System.Text.Json;

namespace Testing.Harness.OpenApi;

/// <summary>Compares JSON with the schemas of a document: types, required and unknown properties, enumerations. As much of JSON Schema as the document uses.</summary>
public sealed class SchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Understood =
        ["$ref", "type", "description", "format", "enum", "oneOf", "items", "required", "properties", "additionalProperties", "minimum", "maximum"];

    /// <summary>Follows a reference.</summary>
    public JsonElement Resolve(JsonElement json)
    {
        if (!json.TryGetProperty("$ref", out var reference))
            return json;
        return reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));
    }

    /// <summary>Everything that is wrong with a value, each with its place.</summary>
    public IReadOnlyList<string> Problems(JsonElement schema, JsonElement value) => [.. Check(schema, value, "$")];

    private IEnumerable<string> Check(JsonElement unresolved, JsonElement value, string at)
    {
        var schema = Resolve(unresolved);
        if (schema.EnumerateObject().FirstOrDefault(property => !Understood.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } strange)
            return [$"{at}: the schema says {strange.Name}, which this check does not understand"];
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var fitting = choices.EnumerateArray().Count(choice => !Check(choice, value, at).Any());
            return fitting == 1 ? [] : [$"{at}: fits {fitting} of {choices.GetArrayLength()} schemas", .. choices.EnumerateArray().SelectMany(choice => Check(choice, value, at))];
        }

        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => IsOf(name, value)))
            return [$"{at}: is {value.ValueKind}, not {type}"];
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.ToString()))
            return [$"{at}: \"{value}\" is none of {words}"];
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !value.TryGetDateTimeOffset(out _))
            return [$"{at}: \"{value}\" is no time"];
        return value.ValueKind switch
        {
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Check(items, item, $"{at}[{i}]")),
            JsonValueKind.Object => CheckObject(schema, value, at),
            _ => [],
        };
    }

    private IEnumerable<string> CheckObject(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{at}: has no {name}";
        }

        foreach (var property in value.EnumerateObject())
        {
            var place = $"{at}.{property.Name}";
            JsonElement child = default;
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out child))
            {
                foreach (var problem in Check(child, property.Value, place))
                    yield return problem;
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                if (others.ValueKind == JsonValueKind.False)
                    yield return $"{place}: is not documented";
                foreach (var problem in others.ValueKind == JsonValueKind.Object ? Check(others, property.Value, place) : [])
                    yield return problem;
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        _ => false,
    };
}
