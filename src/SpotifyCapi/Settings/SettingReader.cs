using System.Globalization;

namespace SpotifyCapi.Settings;

/// <summary>
/// Reads one section of the settings into typed values. A wrong value becomes a <see cref="SettingProblem"/> and the default is used, so
/// that one start shows all problems at once.
/// </summary>
/// <param name="prefix">Name of the section as an app setting, such as <c>Sources__shop</c>.</param>
/// <param name="values">Settings below it; nested names joined by <c>:</c>, compared without case.</param>
/// <param name="problems">Receives what is wrong.</param>
public sealed class SettingReader(string prefix, IReadOnlyDictionary<string, string> values, ICollection<SettingProblem> problems)
{
    private readonly HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The full name of a setting of this section.</summary>
    /// <param name="name">Name below the section.</param>
    public string FullName(string name) => $"{prefix}__{name.Replace(":", "__", StringComparison.Ordinal)}";

    /// <summary>Reports a problem with a setting of this section.</summary>
    /// <param name="name">Name below the section.</param>
    /// <param name="message">What is wrong.</param>
    public void Problem(string name, string message) => problems.Add(new SettingProblem(FullName(name), message));

    /// <summary>A text, trimmed; null when missing or blank.</summary>
    /// <param name="name">Name below the section.</param>
    public string? Text(string name)
    {
        used.Add(name);
        return values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>A text as it is written, with its blanks; null when missing or blank.</summary>
    /// <param name="name">Name below the section.</param>
    public string? Untrimmed(string name) => Text(name) is null ? null : values[name];

    /// <summary>A text that must be there.</summary>
    /// <param name="name">Name below the section.</param>
    /// <param name="meaning">What it is, for the message.</param>
    public string Required(string name, string meaning)
    {
        var text = Text(name);
        if (text is null)
            Problem(name, $"is missing ({meaning}).");

        return text ?? string.Empty;
    }

    /// <summary>One of the names of an enumeration, whatever the case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">Name below the section.</param>
    /// <param name="fallback">When missing.</param>
    public T Enum<T>(string name, T fallback)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return fallback;

        // Enum.TryParse alone takes numbers ("1") and sums ("OptOut, OptIn") too.
        if (System.Enum.GetNames<T>().FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return System.Enum.Parse<T>(exact);

        Problem(name, $"must be one of {string.Join(", ", System.Enum.GetNames<T>())}.");
        return fallback;
    }

    /// <summary>true or false.</summary>
    /// <param name="name">Name below the section.</param>
    /// <param name="fallback">When missing.</param>
    public bool Bool(string name, bool fallback)
    {
        if (Text(name) is not { } text)
            return fallback;

        if (bool.TryParse(text, out var value))
            return value;

        Problem(name, "must be true or false.");
        return fallback;
    }

    /// <summary>A whole number within limits.</summary>
    /// <param name="name">Name below the section.</param>
    /// <param name="fallback">When missing.</param>
    /// <param name="min">Least.</param>
    /// <param name="max">Most.</param>
    public int Number(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
            return fallback;

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;

        Problem(name, $"must be a whole number from {min} to {max}.");
        return fallback;
    }

    /// <summary>A duration such as <c>00:01:00</c> or <c>30.00:00:00</c> (days) within limits.</summary>
    /// <param name="name">Name below the section.</param>
    /// <param name="fallback">When missing.</param>
    /// <param name="min">Least.</param>
    /// <param name="max">Most.</param>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Text(name) is not { } text)
            return fallback;

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && IsClear(text, value) && value >= min && value <= max)
            return value;

        Problem(name, $"must be a duration from {min:c} to {max:c}, written as hours:minutes:seconds.");
        return fallback;
    }

    // TimeSpan reads "30" as 30 days and "24:00:00" as 24 days; only days before a point are meant as days.
    internal static bool IsClear(string text, TimeSpan value)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && (value.Days == 0 || text.AsSpan(0, colon).Contains('.'));
    }

    /// <summary>An absolute http or https address; null when missing or wrong.</summary>
    /// <param name="name">Name below the section.</param>
    public Uri? Address(string name)
    {
        if (Text(name) is not { } text)
            return null;

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
            return uri;

        Problem(name, "must be an absolute http or https address.");
        return null;
    }

    /// <summary>Several texts: separated by commas, or as <c>name__0</c>, <c>name__1</c> and so on.</summary>
    /// <param name="name">Name below the section.</param>
    public IReadOnlyList<string> List(string name)
    {
        var items = new List<string>();
        if (Text(name) is { } text)
            items.AddRange(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

        foreach (var (key, value) in Children(name).OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            used.Add($"{name}:{key}");
            if (!string.IsNullOrWhiteSpace(value))
                items.Add(value.Trim());
        }

        return items;
    }

    /// <summary>Settings one level below a name, such as those of <c>EventMap</c>.</summary>
    /// <param name="name">Name below the section.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Children(string name)
    {
        var start = name + ":";
        var below = values.Where(pair => pair.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)).ToArray();
        used.UnionWith(below.Select(pair => pair.Key));
        return [.. below.Select(pair => KeyValuePair.Create(pair.Key[start.Length..], pair.Value))];
    }

    /// <summary>Settings of the section that nobody asked for: most often a typing mistake.</summary>
    public IEnumerable<string> Unused() => values.Keys.Where(key => !used.Contains(key)).Select(FullName);
}
