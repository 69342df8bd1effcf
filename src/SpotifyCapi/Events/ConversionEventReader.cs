using System.Text.Json;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
public static class ConversionEventReader
{
    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    public static ConversionEvent Read(ref Utf8JsonReader reader)
    {
        var result = new ConversionEvent();
        if (!JsonField.IsObject(ref reader, string.Empty, result.ReadErrors))
        {
            return result;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, result, ref seen);
        }

        return result;
    }

    private static void ReadField(ref Utf8JsonReader reader, ConversionEvent result, ref uint seen)
    {
        var errors = result.ReadErrors;
        if (reader.ValueTextEquals("event_name"u8))
        {
            result.EventName = Once(ref reader, ref seen, 0, "event_name", errors);
        }
        else if (reader.ValueTextEquals("event_id"u8))
        {
            result.EventId = Once(ref reader, ref seen, 1, "event_id", errors, numbers: true);
        }
        else if (reader.ValueTextEquals("event_time"u8))
        {
            result.EventTime = Once(ref reader, ref seen, 2, "event_time", errors);
        }
        else if (reader.ValueTextEquals("action_source"u8))
        {
            result.ActionSource = Once(ref reader, ref seen, 3, "action_source", errors);
        }
        else if (reader.ValueTextEquals("event_source_url"u8))
        {
            result.EventSourceUrl = Once(ref reader, ref seen, 4, "event_source_url", errors);
        }
        else if (reader.ValueTextEquals("consent"u8))
        {
            result.Consent = JsonField.IsFirst(ref reader, ref seen, 5, "consent", errors) ? Consent(ref reader, errors) : result.Consent;
        }
        else if (reader.ValueTextEquals("user"u8))
        {
            if (JsonField.IsFirst(ref reader, ref seen, 6, "user", errors))
            {
                RawUserReader.Read(ref reader, result.User, errors);
            }
        }
        else if (reader.ValueTextEquals("value"u8))
        {
            result.Value = JsonField.IsFirst(ref reader, ref seen, 7, "value", errors) ? JsonField.Amount(ref reader, "value", errors) : result.Value;
        }
        else if (reader.ValueTextEquals("currency"u8))
        {
            result.Currency = Once(ref reader, ref seen, 8, "currency", errors);
        }
        else if (reader.ValueTextEquals("content_name"u8))
        {
            result.ContentName = Once(ref reader, ref seen, 9, "content_name", errors);
        }
        else if (reader.ValueTextEquals("content_category"u8))
        {
            result.ContentCategory = Once(ref reader, ref seen, 10, "content_category", errors, numbers: true);
        }
        else if (reader.ValueTextEquals("order_id"u8))
        {
            result.OrderId = Once(ref reader, ref seen, 11, "order_id", errors, numbers: true);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static string? Once(
        ref Utf8JsonReader reader, ref uint seen, int bit, string field, List<ValidationError> errors, bool numbers = false) =>
        JsonField.IsFirst(ref reader, ref seen, bit, field, errors) ? JsonField.Text(ref reader, field, errors, numbers) : null;

    private static MarketingConsent Consent(ref Utf8JsonReader reader, List<ValidationError> errors)
    {
        var consent = MarketingConsent.Unknown;
        if (!JsonField.IsObject(ref reader, "consent", errors))
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
            else if (JsonField.IsFirst(ref reader, ref seen, 0, "consent.marketing", errors))
            {
                consent = reader.TokenType switch
                {
                    JsonTokenType.True => MarketingConsent.Granted,
                    JsonTokenType.False => MarketingConsent.Denied,
                    JsonTokenType.Null => MarketingConsent.Unknown,
                    _ => JsonField.WrongType(ref reader, "consent.marketing", "true, false or null", errors, MarketingConsent.Unknown),
                };
            }
        }

        return consent;
    }
}
