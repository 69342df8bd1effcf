using System.Collections.Frozen;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.OfflineFile;

/// <summary>How the files of a source are written (<c>Sources__&lt;name&gt;__…</c> with <c>Kind</c> <c>OfflineFile</c>).</summary>
public sealed record OfflineFileOptions
{
    /// <summary>What stands between fields: one character, or <c>tab</c>; null: found out from each file's header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether amounts are written such as <c>1.234,56</c>; false: <c>1,234.56</c>.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Time zone of times without an offset; null: such times are refused.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>A .NET date and time format for times that are not ISO 8601, such as <c>dd.MM.yyyy HH:mm</c>; null: none.</summary>
    public string? EventTimeFormat { get; init; }

    /// <summary>Whether 1/23/2026 is January 23: what Google's templates say of themselves.</summary>
    internal bool IsMonthFirst { get; init; }

    /// <summary>The words of a status column that mean paid; empty: the usual ones.</summary>
    public IReadOnlyList<string> PaidStatuses { get; init; } = [];

    /// <summary>The event of rows that name none.</summary>
    public string DefaultEventName { get; init; } = "PURCHASE";

    /// <summary>The currency of amounts that bring none; null: none is assumed.</summary>
    public string? DefaultCurrency { get; init; }

    /// <summary><c>OFFLINE</c>, <c>WEB</c> or <c>APP</c>, for rows that do not say.</summary>
    public string ActionSource { get; init; } = "OFFLINE";

    /// <summary>Recipe of the event id of a purchase: text with <c>{order_id}</c>, and <c>{source}</c> for the source's name.</summary>
    public string OrderEventId { get; init; } = "order-{order_id}";

    /// <summary>Headers of the columns whose values, joined by <c>-</c>, are the event id.</summary>
    public IReadOnlyList<string> EventIdColumns { get; init; } = [];

    /// <summary>In <c>Columns__&lt;our name&gt;</c>: the column is not read, whatever it is called.</summary>
    internal const string Off = "-";

    /// <summary>Whether columns are known by other names than ours, too (docs/offline-conversions.md).</summary>
    public bool ColumnAliases { get; init; } = true;

    /// <summary>Headers of columns that are called something else than we know (<c>Columns__&lt;our name&gt;</c>).</summary>
    internal FrozenDictionary<Column, string> Columns { get; init; } = FrozenDictionary<Column, string>.Empty;

    /// <summary>Reads the settings of the source; problems are reported to them.</summary>
    public static OfflineFileOptions Read(SettingReader settings)
    {
        var defaults = new OfflineFileOptions();
        var columns = ReadColumns(settings);
        return new OfflineFileOptions
        {
            Delimiter = ReadDelimiter(settings),
            DecimalComma = settings.Bool("DecimalComma", defaults.DecimalComma),
            TimeZone = ReadTimeZone(settings),
            EventTimeFormat = ReadEventTimeFormat(settings),
            PaidStatuses = settings.List(nameof(PaidStatuses)),
            DefaultEventName = settings.Text("DefaultEventName") ?? defaults.DefaultEventName,
            DefaultCurrency = settings.DefaultCurrency("EUR"),
            ActionSource = settings.Enum("ActionSource", Events.ActionSource.Offline).ToString().ToUpperInvariant(),
            OrderEventId = EventIdRecipe.Read(settings, "OrderEventId", defaults.OrderEventId, "order_id"),
            EventIdColumns = ReadEventIdColumns(settings, columns),
            ColumnAliases = settings.Bool("ColumnAliases", defaults.ColumnAliases),
            Columns = columns,
        };
    }

    private static char? ReadDelimiter(SettingReader settings)
    {
        if (settings.Text("Delimiter") is not { } text)
            return null;

        if (text.Equals("tab", StringComparison.OrdinalIgnoreCase) || text == "\\t")
            return '\t';

        if (text is [var only] && char.IsAscii(only) && !char.IsLetterOrDigit(only) && only is not ('"' or '.' or '-' or '+'))
            return only;

        settings.Problem("Delimiter", "must be one character such as ; or | or the word tab.");
        return null;
    }

    internal static TimeZoneInfo? ReadTimeZone(SettingReader settings)
    {
        if (settings.Text("TimeZone") is not { } name)
            return null;

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;

        settings.Problem("TimeZone", "is no time zone that this machine knows; write it such as Europe/Berlin or America/New_York.");
        return null;
    }

    internal static string? ReadEventTimeFormat(SettingReader settings)
    {
        if (settings.Text("EventTimeFormat") is not { } format || OwnTimeFormat.IsUsable(format))
            return settings.Text("EventTimeFormat");

        settings.Problem(
            "EventTimeFormat",
            "must be a .NET date and time format with year, month and day, written out such as dd.MM.yyyy HH:mm; hours of twelve (hh) need tt as well.");
        return null;
    }

    // The id is sent as it is, so nothing that must be hashed can be part of it.
    private static IReadOnlyList<string> ReadEventIdColumns(SettingReader settings, FrozenDictionary<Column, string> columns)
    {
        var names = settings.List("EventIdColumns");
        if (names.Any(name => MustBeHashed(name, columns)))
            settings.Problem("EventIdColumns", "must not name an e-mail or phone column: the event id is sent unhashed.");

        return names;
    }

    private static bool MustBeHashed(string name, FrozenDictionary<Column, string> columns) =>
        (ColumnNames.TryResolve(name, out var known) && known is Column.Email or Column.Phone)
        || columns.Any(column => column.Key is Column.Email or Column.Phone && ColumnNames.Key(column.Value) == ColumnNames.Key(name));

    private static FrozenDictionary<Column, string> ReadColumns(SettingReader settings)
    {
        var columns = new Dictionary<Column, string>();
        foreach (var (name, header) in settings.Children("Columns"))
        {
            if (!ColumnNames.TryResolve(name, out var column))
                settings.Problem($"Columns:{name}", "is no field of ours; see docs/offline-conversions.md for their names.");
            else if (!string.IsNullOrWhiteSpace(header) && !columns.TryAdd(column, header.Trim()))
                settings.Problem($"Columns:{name}", "names a field that another setting names too.");
        }

        return columns.ToFrozenDictionary();
    }
}

/// <summary>A configured source of files.</summary>
/// <param name="Name">The name in its address, <c>/api/offline-conversions/&lt;name&gt;</c>, and in the container, <c>incoming/&lt;name&gt;/</c>.</param>
/// <param name="Destination">Name of the destination of its events.</param>
/// <param name="Options">How its files are written.</param>
public sealed record FileSource(string Name, string Destination, OfflineFileOptions Options)
{
    /// <summary>Which of its events count, and for how much.</summary>
    public SourceRules Rules { get; init; } = SourceRules.None;

    /// <summary>The value of <c>Sources__&lt;name&gt;__Kind</c>.</summary>
    public const string Kind = "OfflineFile";

    /// <summary>Recipes of ids that only the numbering of its files keeps apart; none when its own columns make the ids.</summary>
    public IReadOnlyList<string> OwnNumbers => Options.EventIdColumns.Count > 0 ? [] : [EventIdRecipe.Shape(Options.OrderEventId)];

    /// <summary>Whether it is meant to have the same ids as another source, since both tell of the same orders.</summary>
    public bool SharesNumbers { get; init; }
}
