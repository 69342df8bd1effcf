using System.Text.Json;
using SpotifyCapi.Json;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
public static class ConversionEventReader
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

    /// <summary>Reads the value that the reader stands on, each of its texts into a string.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    public static ConversionEvent Read(ref Utf8JsonReader reader) => Read(ref reader, null, 0);

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    /// <param name="buffer">What the reader reads, for the texts to stay in; null for a string of each.</param>
    /// <param name="start">Where in it the reader began.</param>
    internal static ConversionEvent Read(ref Utf8JsonReader reader, byte[]? buffer, int start)
    {
        var result = new ConversionEvent();
        var target = new FieldTarget(result, buffer, start);
        if (!JsonField.IsObject(ref reader, string.Empty, target))
        {
            return result;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, result, target, ref seen);
        }

        return result;
    }

    private static void ReadField(ref Utf8JsonReader reader, ConversionEvent result, FieldTarget target, ref uint seen)
    {
        var field = Names.Find(ref reader);
        if (field < 0)
        {
            reader.Read();
            reader.Skip();
            return;
        }

        // A second value is an error of the event, and neither of the two counts.
        var isFirst = JsonField.IsFirst(ref reader, ref seen, field, Fields[field], target);
        switch (field)
        {
            case EventName:
                result.EventNameText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case EventId:
                result.EventIdText = isFirst ? JsonField.Text(ref reader, Fields[field], target, numbers: true) : default;
                break;
            case EventTime:
                result.EventTimeText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case ActionSource:
                result.ActionSourceText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case EventSourceUrl:
                result.EventSourceUrlText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case Consent:
                result.Consent = isFirst ? ReadConsent(ref reader, target) : result.Consent;
                break;
            case User when isFirst:
                RawUserReader.Read(ref reader, result.User, target);
                break;
            case Value:
                result.Value = isFirst ? JsonField.Amount(ref reader, Fields[field], target) : result.Value;
                break;
            case Currency:
                result.CurrencyText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case ContentName:
                result.ContentNameText = isFirst ? JsonField.Text(ref reader, Fields[field], target) : default;
                break;
            case ContentCategory:
                result.ContentCategoryText = isFirst ? JsonField.Text(ref reader, Fields[field], target, numbers: true) : default;
                break;
            case OrderId:
                result.OrderIdText = isFirst ? JsonField.Text(ref reader, Fields[field], target, numbers: true) : default;
                break;
        }
    }

    private static MarketingConsent ReadConsent(ref Utf8JsonReader reader, FieldTarget target)
    {
        var consent = MarketingConsent.Unknown;
        if (!JsonField.IsObject(ref reader, "consent", target))
        {
            return consent;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("marketing"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else if (JsonField.IsFirst(ref reader, ref seen, 0, "consent.marketing", target))
            {
                consent = reader.TokenType switch
                {
                    JsonTokenType.True => MarketingConsent.Granted,
                    JsonTokenType.False => MarketingConsent.Denied,
                    JsonTokenType.Null => MarketingConsent.Unknown,
                    _ => JsonField.WrongType(ref reader, "consent.marketing", "true, false or null", target, MarketingConsent.Unknown),
                };
            }
        }

        return consent;
    }
}
