using System.Text.Json;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
public static class ConversionEventReader
{
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
        if (reader.ValueTextEquals("event_name"u8))
        {
            result.EventNameText = Once(ref reader, ref seen, 0, "event_name", target);
        }
        else if (reader.ValueTextEquals("event_id"u8))
        {
            result.EventIdText = Once(ref reader, ref seen, 1, "event_id", target, numbers: true);
        }
        else if (reader.ValueTextEquals("event_time"u8))
        {
            result.EventTimeText = Once(ref reader, ref seen, 2, "event_time", target);
        }
        else if (reader.ValueTextEquals("action_source"u8))
        {
            result.ActionSourceText = Once(ref reader, ref seen, 3, "action_source", target);
        }
        else if (reader.ValueTextEquals("event_source_url"u8))
        {
            result.EventSourceUrlText = Once(ref reader, ref seen, 4, "event_source_url", target);
        }
        else if (reader.ValueTextEquals("consent"u8))
        {
            result.Consent = JsonField.IsFirst(ref reader, ref seen, 5, "consent", target) ? Consent(ref reader, target) : result.Consent;
        }
        else if (reader.ValueTextEquals("user"u8))
        {
            if (JsonField.IsFirst(ref reader, ref seen, 6, "user", target))
            {
                RawUserReader.Read(ref reader, result.User, target);
            }
        }
        else if (reader.ValueTextEquals("value"u8))
        {
            result.Value = JsonField.IsFirst(ref reader, ref seen, 7, "value", target) ? JsonField.Amount(ref reader, "value", target) : result.Value;
        }
        else if (reader.ValueTextEquals("currency"u8))
        {
            result.CurrencyText = Once(ref reader, ref seen, 8, "currency", target);
        }
        else if (reader.ValueTextEquals("content_name"u8))
        {
            result.ContentNameText = Once(ref reader, ref seen, 9, "content_name", target);
        }
        else if (reader.ValueTextEquals("content_category"u8))
        {
            result.ContentCategoryText = Once(ref reader, ref seen, 10, "content_category", target, numbers: true);
        }
        else if (reader.ValueTextEquals("order_id"u8))
        {
            result.OrderIdText = Once(ref reader, ref seen, 11, "order_id", target, numbers: true);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static Utf8Text Once(
        ref Utf8JsonReader reader, ref uint seen, int bit, string field, FieldTarget target, bool numbers = false) =>
        JsonField.IsFirst(ref reader, ref seen, bit, field, target) ? JsonField.Text(ref reader, field, target, numbers) : default;

    private static MarketingConsent Consent(ref Utf8JsonReader reader, FieldTarget target)
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
