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
    private HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The same section with values for what it does not set itself. A value of a list that is set, in whatever form, replaces the whole list.
    /// </summary>
    public SettingReader Over(IReadOnlyDictionary<string, string> defaults)
    {
        var merged = values.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var given = merged.Keys.Select(Whole).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in defaults)
        {
            if (!given.Contains(Whole(name)))
                merged[name] = value;
        }

        return new SettingReader(prefix, merged, problems) { used = used };
    }

    /// <summary>The last part of the section's name, such as <c>shop</c>.</summary>
    public string SectionName => prefix[(prefix.LastIndexOf("__", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];

    /// <summary>The full name of a setting of this section.</summary>
    public string FullName(string name) => $"{prefix}__{name.Replace(":", "__", StringComparison.Ordinal)}";

    /// <summary>Reports a problem with a setting of this section.</summary>
    public void Problem(string name, string message) => problems.Add(new SettingProblem(FullName(name), message));

    /// <summary>Reports what is most often a mistake, and can be meant: it is logged, and the app starts.</summary>
    public void Doubt(string name, string message) => problems.Add(new SettingProblem(FullName(name), message) { IsDoubt = true });

    /// <summary>A text, trimmed; null when missing or blank.</summary>
    public string? Text(string name)
    {
        used.Add(name);
        return values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>A text as it is written, with its blanks; null when missing or blank.</summary>
    public string? Untrimmed(string name) => Text(name) is null ? null : values[name];

    /// <summary>A text that must be there.</summary>
    public string Required(string name, string meaning)
    {
        var text = Text(name);
        if (text is null)
            Problem(name, $"is missing ({meaning}).");

        return text ?? string.Empty;
    }

    /// <summary>One of the names of an enumeration, whatever the case.</summary>
    public T Enum<T>(string name, T fallback)
        where T : struct, Enum
    {
        // Enum.TryParse alone takes numbers ("1") and sums ("OptOut, OptIn") too.
        var names = System.Enum.GetNames<T>();
        return Parsed<T>(
            name,
            text => names.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } exact ? System.Enum.Parse<T>(exact) : null,
            $"must be one of {string.Join(", ", names)}.") ?? fallback;
    }

    /// <summary>true or false.</summary>
    public bool Bool(string name, bool fallback) =>
        Parsed<bool>(name, text => bool.TryParse(text, out var value) ? value : null, "must be true or false.") ?? fallback;

    /// <summary>A whole number within limits.</summary>
    public int Number(string name, int fallback, int min, int max) => Parsed<int>(
        name,
        text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null,
        $"must be a whole number from {min} to {max}.") ?? fallback;

    /// <summary>An amount or a factor within limits, with a decimal point; null when missing or wrong.</summary>
    public decimal? Amount(string name, decimal min, decimal max) => Parsed<decimal>(
        name,
        text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : null,
        string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}, such as 0.35."));

    /// <summary>A duration such as <c>00:01:00</c> or <c>30.00:00:00</c> (days) within limits.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan min, TimeSpan max) => Parsed<TimeSpan>(
        name,
        text => TryReadDuration(text, out var value) && value >= min && value <= max ? value : null,
        $"must be a duration from {min:c} to {max:c}, written as hours:minutes:seconds.") ?? fallback;

    // TimeSpan reads "30" as 30 days and "24:00:00" as 24 days; only days before a point are meant as days.
    internal static bool TryReadDuration(string text, out TimeSpan value)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
            && colon >= 0 && (value.Days == 0 || text.AsSpan(0, colon).Contains('.'));
    }

    /// <summary>An absolute http or https address; null when missing or wrong.</summary>
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
    public IReadOnlyList<string> List(string name)
    {
        var items = new List<string>();
        if (Text(name) is { } text)
            items.AddRange(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

        var children = Children(name);
        if (children.Count > 1)
            children = [.. children.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal)];

        foreach (var (key, value) in children)
        {
            used.Add($"{name}:{key}");
            if (!string.IsNullOrWhiteSpace(value))
                items.Add(value.Trim());
        }

        return items;
    }

    /// <summary>Settings one level below a name, such as those of <c>EventMap</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Children(string name)
    {
        var start = name + ":";
        var below = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in values)
        {
            if (!key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                continue;

            used.Add(key);
            below.Add(new(key[start.Length..], value));
        }

        return below;
    }

    /// <summary>The section of a name, such as that of one rule of <c>Exclude</c>; its settings count as read here.</summary>
    public SettingReader Section(string name) =>
        new(FullName(name), Children(name).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems);

    /// <summary>Settings of the section that were never read: most often a typing mistake.</summary>
    public IEnumerable<string> Unused() => values.Keys.Where(key => !used.Contains(key)).Select(FullName);

    // Without the number of a list's item, and without separators: Map__user__email is another way to write Map__user.email, Azure makes Map__user_email of
    // that, and EventMap__orders_paid stands for orders/paid, which Azure does not take.
    private static string Whole(string name)
    {
        var last = name.LastIndexOf(':');
        return string.Concat((last > 0 && name.AsSpan(last + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name[..last] : name).Where(char.IsLetterOrDigit));
    }

    private T? Parsed<T>(string name, Func<string, T?> parse, string problem)
        where T : struct
    {
        var value = Text(name) is { } text ? parse(text) : null;
        if (value is null && Text(name) is not null)
            Problem(name, problem);

        return value;
    }
}

/// <summary>Something wrong with the configuration. Never holds the value, which may be a secret put into the wrong place.</summary>
/// <param name="Setting">Full name as an app setting, with <c>__</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SettingProblem(string Setting, string Message)
{
    /// <summary>Whether the app starts all the same, and only logs it.</summary>
    public bool IsDoubt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Setting}: {Message}";
}
