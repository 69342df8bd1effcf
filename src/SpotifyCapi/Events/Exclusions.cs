using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Events;

/// <summary>What becomes of a purchase when <c>NewCustomersOnly</c> is set and nobody tells whether the customer is new.</summary>
public enum UnknownCustomer
{
    /// <summary>It counts. The default.</summary>
    Keep,

    /// <summary>It does not count.</summary>
    Exclude,
}

/// <summary>An event that exclusions are asked about.</summary>
/// <param name="Event">As told.</param>
/// <param name="Standard">What its name means; null when nothing.</param>
/// <param name="Identifiers">Cleaned.</param>
internal readonly record struct ExclusionSubject(ConversionEvent Event, StandardEvent? Standard, IdentifierSet Identifiers);

/// <summary>The rules of a source or a destination about events that do not count (<c>Exclude__&lt;rule&gt;__…</c>).</summary>
public sealed class Exclusions
{
    private const int LongestName = 40;

    private readonly ExclusionRule[] rules;

    private Exclusions(ExclusionRule[] rules) => this.rules = rules;

    /// <summary>No rules.</summary>
    public static Exclusions None { get; } = new([]);

    /// <summary>Their names, in the order in which they are asked.</summary>
    public IEnumerable<string> Names => rules.Select(rule => rule.Name);

    /// <summary>Reads the rules of a section; problems are reported to it, and never hold a value.</summary>
    public static Exclusions Read(SettingReader settings)
    {
        var names = settings.Children("Exclude").Select(pair => pair.Key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase).ToArray();
        foreach (var name in names.Where(name => !IsName(name)))
            settings.Problem("Exclude", $"has a rule whose name is longer than {LongestName} characters or has others than letters, digits, - and _.");

        return names.Length == 0
            ? None
            : new([.. names.Where(IsName).Select(name => ExclusionRule.Read(name, settings.Section($"Exclude:{name}"), IsEmpty(settings, name)))]);
    }

    /// <summary>The first rule that an event falls under; null: it counts.</summary>
    internal string? Find(in ExclusionSubject subject)
    {
        foreach (var rule in rules)
        {
            if (rule.Excludes(subject))
                return rule.Name;
        }

        return null;
    }

    private static bool IsEmpty(SettingReader settings, string name) =>
        settings.Children($"Exclude:{name}").All(pair =>
            string.IsNullOrWhiteSpace(pair.Value) || pair.Key.Equals(nameof(UnknownCustomer), StringComparison.OrdinalIgnoreCase));

    private static bool IsName(string name) => name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The names only: a rule may hold addresses.</summary>
    public override string ToString() => string.Join(", ", Names);
}
