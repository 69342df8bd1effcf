using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.OfflineFile;

/// <summary>From the fields of a CSV record to an event.</summary>
/// <param name="map">Where the columns stand.</param>
/// <param name="options">How the source writes.</param>
internal sealed class CsvRow(ColumnMap map, OfflineFileOptions options)
{
    /// <summary>Reads a row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="fields">Its fields.</param>
    /// <returns>Null when no column that is read holds anything.</returns>
    public ConversionEvent? Read(ReadOnlySpan<byte> record, CsvFields fields)
    {
        var result = new ConversionEvent();
        string? date = null;
        string? time = null;
        var isBlank = true;
        foreach (var (place, column) in map.Places)
        {
            if (Cell(record, fields, place) is not { } text)
                continue;

            isBlank = false;
            switch (column)
            {
                case Column.Date:
                    date = Meant(text);
                    break;
                case Column.Time:
                    time = Meant(text);
                    break;
                default:
                    Set(result, column, text);
                    break;
            }
        }

        if (isBlank)
            return null;

        result.EventTime ??= date is null ? time : time is null ? date : $"{date} {time}";
        SetEventId(result, record, fields);
        return result;
    }

    private void Set(ConversionEvent result, Column column, string text)
    {
        switch (column)
        {
            case Column.EventName:
                result.EventName = text;
                break;
            case Column.EventId:
                result.EventId = Meant(text);
                break;
            case Column.EventTime:
                result.EventTime = Meant(text);
                break;
            case Column.ActionSource:
                result.ActionSource = text;
                break;
            case Column.EventSourceUrl:
                result.EventSourceUrl = text;
                break;
            case Column.Consent or Column.OptOut:
                SetConsent(result, text, column == Column.OptOut);
                break;
            case Column.Value:
                SetAmount(result, Meant(text));
                break;
            case Column.Currency:
                result.Currency = Meant(text);
                break;
            case Column.ContentName:
                result.ContentName = text;
                break;
            case Column.ContentCategory:
                result.ContentCategory = text;
                break;
            case Column.OrderId:
                result.OrderId = Meant(text);
                break;
            default:
                SetPerson(result.User, column, text);
                break;
        }
    }

    private static void SetPerson(RawUser user, Column column, string text)
    {
        switch (column)
        {
            case Column.Email:
                user.AddEmail(text);
                break;
            case Column.Phone:
                user.AddPhone(text, null);
                break;
            case Column.Country:
                user.Country = text;
                break;
            case Column.HashedEmail:
                user.HashedEmails.Add(text);
                break;
            case Column.HashedPhone:
                user.HashedPhoneNumber = text;
                break;
            case Column.IpAddress:
                user.IpAddress = text;
                break;
            case Column.UserAgent:
                user.UserAgent = text;
                break;
            case Column.DeviceId:
                user.DeviceId = text;
                break;
        }
    }

    private static void SetConsent(ConversionEvent result, string text, bool isRefusal)
    {
        var consent = ConsentText.Parse(text);
        if (consent == MarketingConsent.Unknown && Meant(text) is not null)
            result.ReadErrors.Add(new(ErrorCodes.WrongType, "consent", "consent must be yes or no."));

        // Of two columns that contradict each other the refusal counts.
        var meant = !isRefusal ? consent
            : consent == MarketingConsent.Granted ? MarketingConsent.Denied
            : consent == MarketingConsent.Denied ? MarketingConsent.Granted
            : MarketingConsent.Unknown;
        result.Consent = result.Consent == MarketingConsent.Denied || meant == MarketingConsent.Unknown ? result.Consent : meant;
    }

    private void SetAmount(ConversionEvent result, string? text)
    {
        if (text is null)
            return;

        if (AmountText.TryParse(text, options.DecimalComma, out var amount))
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

    // Half an id would collide with another, so a blank part leaves the row without one.
    private void SetEventId(ConversionEvent result, ReadOnlySpan<byte> record, CsvFields fields)
    {
        if (map.EventIdPlaces.Count == 0)
            return;

        var parts = new string?[map.EventIdPlaces.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Cell(record, fields, map.EventIdPlaces[i]) is { } part ? Meant(part) : null;

        result.EventId = parts.Contains(null) ? null : string.Join('-', parts);
        if (result.EventId is null)
            result.ReadErrors.Add(new(ErrorCodes.EventIdMissing, "event_id", "A column that the source's EventIdColumns name is blank."));
    }

    // What databases export where a value is missing; no column means it as text.
    private static string? Cell(ReadOnlySpan<byte> record, CsvFields fields, int place) => fields.Text(record, place) is { } text && text != "\\N" ? text : null;

    private static string? Meant(string text) => text is not "0" && NullLike.IsNullLike(text) ? null : text;
}
