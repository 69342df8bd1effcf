using System.Text;
using System.Text.RegularExpressions;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>
/// A recipe such as <c>order-{id}</c>, or <c>{source}-order-{id}</c> with the source's name where several sources have orders of the same numbers.
/// The storefront pixel must use the same one, so nothing is hashed or decorated.
/// </summary>
internal static partial class EventIdRecipe
{
    /// <summary>Reads a recipe from the settings. A misspelt placeholder would leave every event without an id.</summary>
    public static string Read(SettingReader settings, string name, string fallback, params ReadOnlySpan<string> placeholders)
    {
        var recipe = (settings.Text(name) ?? fallback).Replace("{source}", settings.SectionName, StringComparison.Ordinal);
        var used = new List<string>();
        Fill(recipe, placeholder =>
        {
            used.Add(placeholder);
            return placeholder;
        });
        var known = placeholders.ToArray();
        if (used.Count == 0 || !used.All(known.Contains))
        {
            var choices = string.Join(", ", known.Select(text => $"{{{text}}}"));
            settings.Problem(name, $"must be a text with one of {choices}; without it all events would share one id.");
        }

        return recipe;
    }

    /// <summary>What recipes that make the same ids of the same numbers have in common.</summary>
    public static string Shape(string recipe) => Placeholder().Replace(recipe, "{}");

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();

    /// <summary>Makes an id. Null when a placeholder has no value, or one that is no id: half an id would collide with another.</summary>
    public static string? Id(string recipe, Func<string, string?> value) => Fill(recipe, name => SenderId.OrNull(value(name)));

    /// <summary>Fills a text with placeholders. Null when one has no value.</summary>
    public static string? Fill(string recipe, Func<string, string?> value)
    {
        var id = new StringBuilder();
        var at = 0;
        while (recipe.IndexOf('{', at) is var open and >= 0 && recipe.IndexOf('}', open) is var close and >= 0)
        {
            if (value(recipe[(open + 1)..close]) is not { } text)
                return null;

            id.Append(recipe, at, open - at).Append(text);
            at = close + 1;
        }

        return id.Append(recipe, at, recipe.Length - at).ToString();
    }
}
