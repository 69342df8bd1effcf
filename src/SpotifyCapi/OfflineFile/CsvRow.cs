using System.Collections.Frozen;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.OfflineFile;

/// <summary>From the fields of a CSV record to an event.</summary>
internal sealed class CsvRow(ColumnMap map, OfflineFileOptions options)
{
    private static readonly FrozenDictionary<Column, Action<ConversionEvent, string>> Setters = new Dictionary<Column, Action<ConversionEvent, string>>
    {
        [Column.EventName] = (row, text) => row.EventName = text,
        [Column.EventId] = (row, text) => row.EventId = text,
        [Column.EventTime] = (row, text) => row.EventTime = EventTime.IsUnset(row.EventTime) ? NullIfPlaceholder(text) ?? row.EventTime : row.EventTime,
        [Column.ActionSource] = (row, text) => row.ActionSource = text,
        [Column.EventSourceUrl] = (row, text) => row.EventSourceUrl = text,
        [Column.Consent] = (row, text) => row.AddConsent("consent", ConsentText.Parse(text)),
        [Column.OptOut] = (row, text) => row.AddConsent("opt_out", ConsentText.Parse(text), isObjection: true),
        [Column.Currency] = (row, text) => row.Currency = NullIfPlaceholder(CellText.Unwrap(text).ToString()),
        [Column.ContentName] = (row, text) => row.ContentName = text,
        [Column.ContentCategory] = (row, text) => row.ContentCategory = text,
        [Column.OrderId] = (row, text) => row.OrderId = text,
        [Column.Email] = (row, text) => row.User.AddEmail(text),
        [Column.Phone] = (row, text) => row.User.AddPhone(text, null),
        [Column.CancelledAt] = (row, text) => row.NotBought = OrderStatus.IsCancelled(text) ? IgnoreReasons.CancelledOrder : row.NotBought,
        [Column.Country] = (row, text) => row.User.Country = text,
        [Column.HashedEmail] = (row, text) => row.User.HashedEmails.Add(text),
        [Column.HashedPhone] = (row, text) => row.User.HashedPhoneNumber ??= text,
        [Column.IpAddress] = (row, text) => row.User.IpAddress = text,
        [Column.UserAgent] = (row, text) => row.User.UserAgent = text,
        [Column.DeviceId] = (row, text) => row.User.DeviceId ??= text,
        [Column.Channel] = (row, text) => Details(row).Channel = text,
        [Column.Tags] = (row, text) => Details(row).Tags = OrderDetails.Split(text),
        [Column.PaymentKind] = (row, text) => Details(row).Payments = OrderDetails.Split(text),
        [Column.NewCustomer] = (row, text) => Details(row).IsNewCustomer = OrderDetails.IsNew(text),
        [Column.Gpc] = (row, text) => Signal(row, ConsentSignal.Gpc, text),
        [Column.Gpp] = (row, text) => Signal(row, ConsentSignal.Gpp, text),
        [Column.GppSid] = (row, text) => Signal(row, ConsentSignal.GppSid, text),
        [Column.UsPrivacy] = (row, text) => Signal(row, ConsentSignal.UsPrivacy, text),
        [Column.Tcf] = (row, text) => Signal(row, ConsentSignal.Tcf, text),
        [Column.Gcs] = (row, text) => Signal(row, ConsentSignal.Gcs, text),
        [Column.Gcd] = (row, text) => Signal(row, ConsentSignal.Gcd, text),
    }.ToFrozenDictionary();

    private readonly FrozenSet<string> paid = OrderStatus.Keys(options.PaidStatuses);

    /// <summary>Reads a row. Null when no column that is read holds anything, or when it is only another item of the order before.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="zone">The zone that the row names for its time; null when it names none.</param>
    public ConversionEvent? Read(ReadOnlySpan<byte> record, CsvFields fields, out string? zone)
    {
        zone = null;
        var result = new ConversionEvent();
        string? date = null;
        string? time = null;
        string? status = null;
        string? payment = null;
        var isBlank = true;
        foreach (var (place, column) in map.Places)
        {
            if (Cell(record, fields, place) is not { } text)
                continue;

            isBlank &= column >= Column.Channel;
            switch (column)
            {
                case Column.Date:
                    date = NullIfPlaceholder(text);
                    break;
                case Column.Time:
                    time = NullIfPlaceholder(text);
                    break;
                case Column.TimeZone:
                    zone = NullIfPlaceholder(text);
                    break;
                case Column.Status:
                    status ??= OrderStatus.Told(text);
                    break;
                case Column.PaymentStatus:
                    payment ??= OrderStatus.Told(text);
                    break;
                case Column.Value:
                    SetAmount(result, NullIfPlaceholder(text));
                    break;
                case Column.Tax:
                    Details(result).Tax = Part(text);
                    break;
                case Column.Shipping:
                    Details(result).Shipping = Part(text);
                    break;
                case Column.ShippingTax:
                    Details(result).ShippingTax = Part(text);
                    break;
                case Column.Subtotal:
                    Details(result).Subtotal = Part(text);
                    break;
                default:
                    Setters[column](result, text);
                    break;
            }
        }

        if (isBlank || (map.HasLineItems && payment is null && result is { Value: null, Currency: null, HasReadErrors: false }))
            return null;

        if (map.Currency is not null && result.Value is not null)
            result.Currency = map.Currency;

        result.NotBought ??= OrderStatus.Refusal(status, payment, paid);
        result.EventTime ??= date is null ? time : time is null ? date : $"{Day(date)} {time}";
        SetEventId(result, record, fields);
        return result;
    }

    private static OrderDetails Details(ConversionEvent row) => row.Order ??= new();

    private static void Signal(ConversionEvent row, ConsentSignal signal, string text)
    {
        if (NullIfPlaceholder(text) is { } told)
            (row.Signals ??= new())[signal] = told;
    }

    // Only rules ask for it, so what is no amount is not told, and costs no row.
    private decimal? Part(string text) => AmountText.TryParse(text, options.DecimalComma, out var amount) ? amount : null;

    private void SetAmount(ConversionEvent result, string? text)
    {
        if (text is null)
            return;

        if (AmountText.TryParse(CellText.Unwrap(text), options.DecimalComma, out var amount))
        {
            result.Value = amount;
        }
        else
        {
            result.ReadErrors.Add(new(
                ErrorCodes.AmountInvalid,
                "value",
                options.DecimalComma
                    ? "value is not an amount such as 1.234,56 (the source's DecimalComma is true)."
                    : "value is not an amount such as 1,234.56; where a comma stands before the decimals, set the source's DecimalComma."));
        }
    }

    // Half an id would collide with another, so a blank part leaves the row without one. A part may be the till number 0.
    private void SetEventId(ConversionEvent result, ReadOnlySpan<byte> record, CsvFields fields)
    {
        if (map.EventIdPlaces.Count == 0)
            return;

        var parts = new string?[map.EventIdPlaces.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Cell(record, fields, map.EventIdPlaces[i]) is "0" ? "0" : SenderId.OrNull(Cell(record, fields, map.EventIdPlaces[i]));

        result.EventId = parts.Contains(null) ? null : SenderId.OrNull(string.Join('-', parts));
        if (result.EventId is null)
            result.ReadErrors.Add(new(ErrorCodes.EventIdMissing, "event_id", "A column that the source's EventIdColumns name is blank, or holds no id."));
    }

    // What databases export where a value is missing, which no column means as text; and ="…", which keeps Excel from reading a number.
    private static string? Cell(ReadOnlySpan<byte> record, CsvFields fields, int place) => fields.Text(record, place) switch
    {
        "\\N" => null,
        ['=', '"', ..] text => CellText.Unwrap(text) is { IsEmpty: false } cell ? cell.ToString() : null,
        var text => text,
    };

    // Programs that know no days write one as 2026-01-23 00:00:00 beside its time.
    private string Day(string date) =>
        options.EventTimeFormat is null && date.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon && !date.AsSpan(colon - 2).ContainsAnyExcept("0:.")
            ? date[..(colon - 2)].TrimEnd(' ', 'T')
            : date;

    private static string? NullIfPlaceholder(string text) => text is not "0" && NullLike.IsNullLike(text) ? null : text;
}

/// <summary>Amounts as files have them: with thousands separators, and with a comma before the decimals where the source says so.</summary>
internal static class AmountText
{
    private const int MaxLength = 40;
    private const int GroupLength = 3;

    /// <summary>
    /// Reads a trimmed amount. Separators must stand where they belong, so that neither <c>49,99</c> passes as 4999 nor <c>1234,567</c> as
    /// 1234567.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, bool decimalComma, out decimal amount)
    {
        amount = 0;
        if (text.Length > MaxLength)
            return false;

        var point = decimalComma ? ',' : '.';
        Span<char> plain = stackalloc char[MaxLength];
        var length = 0;
        var digits = 0;
        var isWhole = true;
        var sinceGroup = -1;
        foreach (var character in text)
        {
            if (character == point)
            {
                if (!isWhole || sinceGroup is not (-1 or GroupLength))
                    return false;

                isWhole = false;
                sinceGroup = -1;
                plain[length++] = '.';
            }
            else if (isWhole && IsSeparator(character, decimalComma))
            {
                if (sinceGroup < 0 ? digits is 0 or > GroupLength : sinceGroup != GroupLength)
                    return false;

                sinceGroup = 0;
            }
            else
            {
                sinceGroup += sinceGroup < 0 ? 0 : 1;
                digits += char.IsAsciiDigit(character) ? 1 : 0;
                plain[length++] = character;
            }
        }

        return sinceGroup is -1 or GroupLength && Amounts.TryParse(plain[..length], out amount);
    }

    private static bool IsSeparator(char character, bool decimalComma) =>
        character == (decimalComma ? '.' : ',') || character is '\'' or '’' or ' ' or '\u00A0' or '\u202F';
}
