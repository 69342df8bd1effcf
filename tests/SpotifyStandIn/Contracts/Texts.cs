using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>Strings that must say something.</summary>
internal static class Texts
{
    /// <summary>The text, or null after the problem was noted. An absent optional field is null without a problem.</summary>
    public static string? Read(JsonElement value, FieldPath at, ProblemList problems, bool required = false)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            if (required)
                problems.Add(at, "is required");
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
            problems.Add(at, "must be a string");
        else if (string.IsNullOrWhiteSpace(value.GetString()))
            problems.Add(at, "must not be blank");
        else
            return value.GetString();
        return null;
    }
}
