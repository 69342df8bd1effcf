using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>Where the columns of one file stand. No sentence quotes the header: a file that has none begins with a person's data.</summary>
/// <param name="Count">How many columns the header has; every row must have as many.</param>
/// <param name="Places">Which column stands where, for those that are read.</param>
/// <param name="EventIdPlaces">Where the columns stand that make the event id; empty when none are configured.</param>
/// <param name="IsUtc">Whether the header says that the times are UTC, as in <c>Created (UTC)</c>.</param>
/// <param name="HasLineItems">Whether an order has a row for each of its items, as in Shopify's export; only the first one describes the order.</param>
/// <param name="Currency">What the header of the amount says, as in <c>Amount (USD)</c>, where no column does.</param>
internal sealed record ColumnMap(
    int Count, IReadOnlyList<(int Place, Column Column)> Places, IReadOnlyList<int> EventIdPlaces, bool IsUtc, bool HasLineItems, string? Currency)
{
    // What may stand in several columns: all of it is read, or the first that holds something.
    private static readonly Column[] Repeatable =
    [
        Column.Email, Column.Phone, Column.HashedEmail, Column.HashedPhone, Column.DeviceId, Column.EventTime, Column.Status, Column.PaymentStatus,
        Column.CancelledAt, Column.Consent, Column.OptOut,
    ];

    // Without these a row says something else; so a row that ends before one of them was cut.
    private static readonly Column[] Decisive =
    [
        Column.EventName, Column.EventId, Column.EventTime, Column.Date, Column.Time, Column.TimeZone, Column.Status, Column.PaymentStatus,
        Column.CancelledAt, Column.Consent, Column.OptOut, Column.Value, Column.Currency, Column.OrderId,
    ];

    /// <summary>Whether a row may lack its last field: programs leave out the delimiter in front of nothing.</summary>
    public bool LastMayLack { get; } = !Places.Any(known => known.Place == Count - 1 && Decisive.Contains(known.Column)) && !EventIdPlaces.Contains(Count - 1);

    private static readonly Column[] Identifiers =
        [Column.Email, Column.Phone, Column.HashedEmail, Column.HashedPhone, Column.IpAddress, Column.DeviceId];

    private static readonly Column[] Times = [Column.EventTime, Column.Date, Column.Time];

    /// <summary>Reads a header, in which blank names are null. Returns what is wrong, or null.</summary>
    public static ValidationError? Read(IReadOnlyList<string?> header, OfflineFileOptions options, out ColumnMap? map)
    {
        map = null;
        var keys = header.Select(name => name is null ? string.Empty : ColumnNames.Key(name)).ToArray();
        var places = new List<(int Place, Column Column)>();
        var isUtc = false;
        for (var place = 0; place < keys.Length; place++)
        {
            if (header[place] is { } name && Find(name, keys[place], options) is { } column
                && (column < Column.Channel || !places.Exists(known => known.Column == column)))
            {
                places.Add((place, column));
            }
            else if (keys[place] is [.., 'u', 't', 'c'] or [.., 'g', 'm', 't'])
            {
                isUtc |= AddUtc(keys[place][..^3], place, places, options);
            }
        }

        // Two amounts in two currencies are a question.
        (int Place, string Currency)[] amounts =
            [.. header.Index().Select(name => (name.Index, AmountIn(name.Item, options)!)).Where(amount => amount.Item2 is not null)];
        if (amounts.Length == 1 && !places.Exists(known => known.Column == Column.Value))
            places.Add((amounts[0].Place, Column.Value));

        // Of several times the one of the payment is asked first.
        places =
        [
            .. places.OrderBy(known => known.Column == Column.EventTime ? ColumnNames.Rank(keys[known.Place]) : int.MaxValue)
                .ThenBy(known => known.Place),
        ];
        if (Repeated(places) is { } repeated)
            return repeated;

        if (places.Count == 0)
        {
            return new(
                ErrorCodes.ColumnsUnknown,
                string.Empty,
                "No column of the header is known; the first line must hold the names of the columns, such as email, event_time, value, currency.");
        }

        var missing = options.Columns
            .Where(column => column.Value != OfflineFileOptions.Off)
            .Select(column => column.Key)
            .Where(column => !places.Exists(known => known.Column == column))
            .Select(ColumnNames.Of)
            .Concat(options.EventIdColumns.Where(name => !keys.Contains(ColumnNames.Key(name))))
            .ToArray();
        if (missing.Length > 0)
            return Missing(missing[0], $"The settings of the source name a column for {missing[0]} that the header does not have.");

        if (!places.Exists(known => Identifiers.Contains(known.Column)))
        {
            return Missing(
                "email", "No column identifies a person: one of email, phone, hashed_email, hashed_phone_number, ip_address and device_id is needed.");
        }

        if (!places.Exists(known => Times.Contains(known.Column)))
            return Missing("event_time", "No column says when it happened: event_time, or date, is needed.");

        int[] ofEventId = [.. options.EventIdColumns.Select(name => Array.IndexOf(keys, ColumnNames.Key(name)))];
        // Where no column has the order's amount, no row lacks it.
        var hasLineItems = keys.Contains("lineitemname") && places.Exists(known => known.Column == Column.Value);
        var currency = places.Exists(known => known.Column == Column.Currency) ? null
            : amounts.FirstOrDefault(amount => places.Contains((amount.Place, Column.Value))).Currency;
        map = new ColumnMap(keys.Length, places, ofEventId, isUtc, hasLineItems, currency);
        return null;
    }

    private static bool AddUtc(string key, int place, List<(int Place, Column Column)> places, OfflineFileOptions options)
    {
        if (Find(key, key, options) is not { } column || !Times.Contains(column))
            return false;

        places.Add((place, column));
        return true;
    }

    // USD of Amount (USD), and of Amount [usd].
    private static string? AmountIn(string? header, OfflineFileOptions options) =>
        header?.TrimEnd() is [.. var name, '(' or '[', var a, var b, var c, ')' or ']'] && Currencies.TryGet([a, b, c], out var currency, out _)
        && (Find(name, ColumnNames.Key(name), options) ?? Find(header, ColumnNames.Key(header), options)) == Column.Value
            ? currency
            : null;

    private static Column? Find(string header, string key, OfflineFileOptions options)
    {
        foreach (var (column, name) in options.Columns)
        {
            if (name != OfflineFileOptions.Off && ColumnNames.Key(name) == key)
                return column;
        }

        // A column that the settings place elsewhere is not looked for under its usual names, but no refusal may be overlooked.
        return ColumnNames.TryResolve(header, out var known)
            && (!options.Columns.TryGetValue(known, out var elsewhere) || (IsOfConsent(known) && elsewhere != OfflineFileOptions.Off))
            && (options.ColumnAliases || ColumnNames.IsOwn(header, known))
                ? known
                : null;
    }

    private static bool IsOfConsent(Column column) => column is Column.Consent or Column.OptOut;

    private static ValidationError? Repeated(List<(int Place, Column Column)> places) =>
        places.Where(known => !Repeatable.Contains(known.Column)).GroupBy(known => known.Column).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? new(
                ErrorCodes.ColumnDuplicate,
                ColumnNames.Of(twice.Key),
                $"Columns {string.Join(" and ", twice.Select(known => known.Place + 1))} are both {ColumnNames.Of(twice.Key)}; "
                + "remove one, or name the right one in the source's Columns setting.")
            : null;

    private static ValidationError Missing(string field, string message) => new(ErrorCodes.ColumnMissing, field, message);
}
