using System.Collections.Frozen;
using System.Globalization;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>How a platform writes amounts.</summary>
internal enum MappedMoney
{
    /// <summary>In the currency's own unit, such as 49.99, as number or text. The default.</summary>
    Major,

    /// <summary>In the currency's smallest unit, such as 4999.</summary>
    Minor,

    /// <summary>The same, written as a text.</summary>
    MinorText,
}

/// <summary>How a platform's payload becomes an event: settings of the source, or those that are built in for its kind.</summary>
internal sealed record EventMappingOptions
{
    /// <summary>Where the values of each field come from; the first that there is counts.</summary>
    public required FrozenDictionary<string, IReadOnlyList<ValueSource>> Map { get; init; }

    /// <summary>The platform's event names (<see cref="EventNames.Key"/>) and ours, null for one that is ignored; empty: names are taken as they are.</summary>
    public FrozenDictionary<string, string?> EventMap { get; init; } = FrozenDictionary<string, string?>.Empty;

    public MappedMoney Money { get; init; }

    /// <summary>Decimals of currencies of which the platform says otherwise than ISO 4217.</summary>
    public FrozenDictionary<string, int> CurrencyDecimals { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Amounts that are taken off the value, such as tax and shipping; none by default.</summary>
    public IReadOnlyList<ValueSource> Subtract { get; init; } = [];

    public string? DefaultCurrency { get; init; }

    /// <summary>Zone of times without an offset, where the payload names none; null: such times are refused.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>A .NET format of times that are neither ISO 8601 nor Unix time.</summary>
    public string? EventTimeFormat { get; init; }

    /// <summary>What must hold, or the event is ignored; null: nothing.</summary>
    public Condition? When { get; init; }

    /// <summary>When a purchase is paid; null: always.</summary>
    public Condition? PaidWhen { get; init; }

    /// <summary>When an event is a test; null: never.</summary>
    public Condition? TestWhen { get; init; }

    /// <summary>When an event holds nothing but ids; null: never.</summary>
    public Condition? ThinWhen { get; init; }

    /// <summary>Texts of the payload that are JSON themselves, outermost first.</summary>
    public IReadOnlyList<ValuePath> Expand { get; init; } = [];

    /// <summary>Parts of the payload that nothing may be read from: secret links and tokens.</summary>
    public IReadOnlyList<ValuePath> DropPaths { get; init; } = [];

    /// <summary>What ids look like that are made of the payload's numbers, as <see cref="EventIdRecipe.Shape"/> says it.</summary>
    internal IReadOnlyList<string> IdShapes => [.. Map.GetValueOrDefault("event_id", []).Select(source => source.Shape).Distinct()];

    /// <summary>Reads the settings of the source; problems are reported to them.</summary>
    /// <param name="settings">The source's.</param>
    /// <param name="isRequired">Whether there must be a mapping.</param>
    public static EventMappingOptions Read(SettingReader settings, bool isRequired = true)
    {
        var drops = Paths(settings, nameof(DropPaths));
        var options = new EventMappingOptions
        {
            Map = ReadMap(settings, drops),
            EventMap = ReadEventMap(settings),
            Money = settings.Enum(nameof(Money), MappedMoney.Major),
            CurrencyDecimals = ReadDecimals(settings),
            Subtract = Sources(settings, nameof(Subtract), drops),
            DefaultCurrency = settings.DefaultCurrency("USD"),
            TimeZone = OfflineFileOptions.ReadTimeZone(settings),
            EventTimeFormat = OfflineFileOptions.ReadEventTimeFormat(settings),
            When = ReadCondition(settings, nameof(When)),
            PaidWhen = ReadCondition(settings, nameof(PaidWhen)),
            TestWhen = ReadCondition(settings, nameof(TestWhen)),
            ThinWhen = ReadCondition(settings, nameof(ThinWhen)),
            Expand = Paths(settings, nameof(Expand)),
            DropPaths = drops,
        };
        foreach (var field in MappedFields.Required.Where(field => isRequired && !options.Map.ContainsKey(field)))
            settings.Problem($"{nameof(Map)}:{field}", "is missing (where the value stands, such as /order/id or =order-{/order/id}).");

        return options;
    }

    private static FrozenDictionary<string, IReadOnlyList<ValueSource>> ReadMap(SettingReader settings, IReadOnlyList<ValuePath> drops)
    {
        var map = new Dictionary<string, IReadOnlyList<ValueSource>>();
        var names = settings.Children(nameof(Map)).Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => ListName(pair.Key));
        foreach (var name in names.Distinct().Order(StringComparer.Ordinal))
        {
            if (MappedFields.Find(name) is not { } field)
            {
                settings.Problem($"{nameof(Map)}:{name}", $"is no field of an event; there are {string.Join(", ", MappedFields.Names)}.");
                continue;
            }

            if (map.ContainsKey(field))
                settings.Doubt($"{nameof(Map)}:{name}", $"means {field}, which another setting maps already; this one counts.");

            map[field] = Sources(settings, $"{nameof(Map)}:{name}", drops);
        }

        return map.ToFrozenDictionary();
    }

    // Map__user.email__0 is the first of a list.
    private static string ListName(string key) =>
        key.LastIndexOf(':') is > 0 and var last && key.AsSpan(last + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? key[..last] : key;

    private static ValueSource[] Sources(SettingReader settings, string name, IReadOnlyList<ValuePath> drops)
    {
        var texts = settings.Text(name) is { } text ? [text] : settings.List(name);
        var lists = texts.Select(text => ValueSource.ParseList(text.Replace("{source}", settings.SectionName, StringComparison.Ordinal))).ToArray();
        if (lists.Contains(null))
        {
            settings.Problem(
                name,
                "must be pointers such as /order/id, texts such as =WEB or =order-{/order/id}, or header:NAME, separated by commas, "
                + "or by semicolons when one has \" when \" and a condition.");
        }

        var sources = lists.OfType<IReadOnlyList<ValueSource>>().SelectMany(list => list).ToArray();
        if (sources.SelectMany(source => source.Paths).Any(path => drops.Any(drop => path.Names.Take(drop.Names.Count()).SequenceEqual(drop.Names))))
            settings.Problem(name, "points into DropPaths, from which nothing may be read.");

        return sources;
    }

    private static IReadOnlyList<ValuePath> Paths(SettingReader settings, string name)
    {
        var paths = settings.List(name).Select(ValuePath.Parse).ToArray();
        if (paths.Contains(null))
            settings.Problem(name, "must be pointers such as /order/links, separated by commas.");

        return [.. paths.OfType<ValuePath>()];
    }

    private static Condition? ReadCondition(SettingReader settings, string name)
    {
        if (settings.Text(name) is not { } text)
            return null;

        var condition = Condition.Parse(text);
        if (condition is null)
        {
            settings.Problem(
                name, "must be a condition such as /status in paid,done or /test not in true, joined by and or or; exists and missing need no values.");
        }

        return condition;
    }

    private static FrozenDictionary<string, string?> ReadEventMap(SettingReader settings)
    {
        const string Ignore = "IGNORE";
        var map = new Dictionary<string, string?>();
        foreach (var (from, to) in settings.Children(nameof(EventMap)).Where(pair => !string.IsNullOrWhiteSpace(pair.Value)))
        {
            if (EventNames.TryResolve(to, out _))
                map[EventNames.Key(from)] = to.Trim();
            else if (to.Trim().Equals(Ignore, StringComparison.OrdinalIgnoreCase))
                map[EventNames.Key(from)] = null;
            else
                settings.Problem($"{nameof(EventMap)}:{from}", $"must be one of {string.Join(", ", EventNames.Standard.Append(Ignore))}.");
        }

        return map.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, int> ReadDecimals(SettingReader settings)
    {
        var decimals = new Dictionary<string, int>();
        foreach (var item in settings.List(nameof(CurrencyDecimals)))
        {
            if (item.Split(':') is [var code, var digits] && Currencies.TryGet(code, out var known, out _)
                && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 4)
            {
                decimals[known] = number;
            }
            else
            {
                settings.Problem(nameof(CurrencyDecimals), "must be currencies with their decimals, such as ISK:2,MGA:0.");
            }
        }

        return decimals.ToFrozenDictionary();
    }
}
