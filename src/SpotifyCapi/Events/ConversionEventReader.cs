using System.Text.Json;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
internal static class ConversionEventReader
{
    private const int EventName = 0;
    private const int EventId = 1;
    private const int EventTime = 2;
    private const int ActionSource = 3;
    private const int EventSourceUrl = 4;
    private const int Consent = 5;
    private const int User = 6;
    private const int Value = 7;
    private const int Currency = 8;
    private const int ContentName = 9;
    private const int ContentCategory = 10;
    private const int OrderId = 11;

    private static readonly string[] Fields =
    [
        "event_name", "event_id", "event_time", "action_source", "event_source_url", "consent", "user", "value", "currency", "content_name",
        "content_category", "order_id",
    ];

    private static readonly FieldNames Names = new(Fields);

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    public static ConversionEvent Read(ref JsonTokens reader)
    {
        var result = new ConversionEvent();
        if (!JsonField.IsObject(ref reader, string.Empty, result))
            return result;

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader, result, ref seen);

        return result;
    }

    private static void ReadField(ref JsonTokens reader, ConversionEvent result, ref uint seen)
    {
        var field = Names.Find(ref reader);
        if (field < 0)
        {
            reader.Read();
            reader.Skip();
            return;
        }

        // A second value is an error of the event, and neither of the two counts.
        var isFirst = JsonField.IsFirst(ref reader, ref seen, field, Fields[field], result);
        switch (field)
        {
            case Consent:
                result.Consent = isFirst ? ReadConsent(ref reader, result) : result.Consent;
                break;
            case User when isFirst:
                RawUserReader.Read(ref reader, result);
                break;
            case User:
                break;
            case Value:
                result.Value = isFirst ? JsonField.Amount(ref reader, Fields[field], result) : result.Value;
                break;
            default:
                TextOf(field, result) = isFirst ? JsonField.Text(ref reader, Fields[field], result, numbers: field is EventId or ContentCategory or OrderId) : default;
                break;
        }
    }

    private static ref Utf8Text TextOf(int field, ConversionEvent result)
    {
        switch (field)
        {
            case EventName: return ref result.EventNameText;
            case EventId: return ref result.EventIdText;
            case EventTime: return ref result.EventTimeText;
            case ActionSource: return ref result.ActionSourceText;
            case EventSourceUrl: return ref result.EventSourceUrlText;
            case Currency: return ref result.CurrencyText;
            case ContentName: return ref result.ContentNameText;
            case ContentCategory: return ref result.ContentCategoryText;
            default: return ref result.OrderIdText;
        }
    }

    private static MarketingConsent ReadConsent(ref JsonTokens reader, ConversionEvent result)
    {
        var consent = MarketingConsent.Unknown;
        if (!JsonField.IsObject(ref reader, "consent", result))
            return consent;

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("marketing"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else if (JsonField.IsFirst(ref reader, ref seen, 0, "consent.marketing", result))
            {
                consent = reader.TokenType switch
                {
                    JsonTokenType.True => MarketingConsent.Granted,
                    JsonTokenType.False => MarketingConsent.Denied,
                    JsonTokenType.Null => MarketingConsent.Unknown,
                    _ => JsonField.WrongType(ref reader, "consent.marketing", "true, false or null", result, MarketingConsent.Unknown),
                };
            }
        }

        return consent;
    }
}
