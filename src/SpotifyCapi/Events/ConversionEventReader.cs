using System.Text.Json;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>Reads one canonical event. Every field is read or named in <see cref="ConversionEvent.ReadErrors"/>; nothing throws but broken JSON.</summary>
internal static class ConversionEventReader
{
    private const string Marketing = "consent.marketing";

    private static readonly string[] Fields =
    [
        "event_name", "event_id", "event_time", "action_source", "event_source_url", "consent", "user", "value", "currency", "content_name",
        "content_category", "order_id",
    ];

    // As errors name them.
    private static readonly string[] UserFields =
    [
        "user.email", "user.emails", "user.phone", "user.country", "user.hashed_emails", "user.hashed_phone_number", "user.ip_address", "user.user_agent",
        "user.device_id",
    ];

    private static readonly byte[][] Names = JsonTokens.Names(Fields);
    private static readonly byte[][] UserNames = JsonTokens.Names(UserFields.Select(field => field["user.".Length..]));
    private static readonly byte[][] ConsentNames = JsonTokens.Names(["marketing"]);

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <param name="reader">On the first token of the value; afterwards on its last.</param>
    public static ConversionEvent Read(ref JsonTokens reader)
    {
        var result = new ConversionEvent();
        if (!JsonField.IsObject(ref reader, string.Empty, result))
            return result;

        var seen = 0u;
        while (NextOf(Names, ref reader) is >= 0 and var index)
        {
            // A second value is an error of the event, and for a text neither of the two counts.
            if (JsonField.IsFirst(ref reader, ref seen, index, Fields[index], result))
                ReadField(ref reader, Fields[index], result);
            else if (Fields[index] is not ("consent" or "user" or "value"))
                TextOf(Fields[index], result) = default;
        }

        return result;
    }

    // The number of the next known name; -1 at the end of the object.
    private static int NextOf(byte[][] names, ref JsonTokens reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.IndexIn(names) is >= 0 and var index)
                return index;

            reader.Skip();
        }

        return -1;
    }

    private static void ReadField(ref JsonTokens reader, string field, ConversionEvent result)
    {
        switch (field)
        {
            case "consent":
                result.Consent = ReadConsent(ref reader, result);
                break;
            case "user":
                ReadUser(ref reader, result);
                break;
            case "value":
                result.Value = JsonField.Amount(ref reader, field, result);
                break;
            default:
                TextOf(field, result) = JsonField.Text(ref reader, field, result, numbers: field is "event_id" or "content_category" or "order_id");
                break;
        }
    }

    private static MarketingConsent ReadConsent(ref JsonTokens reader, ConversionEvent result)
    {
        var consent = MarketingConsent.Unknown;
        if (!JsonField.IsObject(ref reader, "consent", result))
            return consent;

        var seen = 0u;
        while (NextOf(ConsentNames, ref reader) >= 0)
        {
            if (!JsonField.IsFirst(ref reader, ref seen, 0, Marketing, result))
                continue;

            consent = reader.TokenType switch
            {
                JsonTokenType.True => MarketingConsent.Granted,
                JsonTokenType.False => MarketingConsent.Denied,
                JsonTokenType.Null => MarketingConsent.Unknown,
                _ => JsonField.WrongType(ref reader, Marketing, "true, false or null", result, MarketingConsent.Unknown),
            };
        }

        return consent;
    }

    private static void ReadUser(ref JsonTokens reader, ConversionEvent result)
    {
        if (!JsonField.IsObject(ref reader, "user", result))
            return;

        var seen = 0u;
        while (NextOf(UserNames, ref reader) is >= 0 and var index)
        {
            if (JsonField.IsFirst(ref reader, ref seen, index, UserFields[index], result))
                ReadUserField(ref reader, UserFields[index], result);
        }
    }

    private static void ReadUserField(ref JsonTokens reader, string field, ConversionEvent result)
    {
        switch (field)
        {
            case "user.email":
                AddEmail(result.User, JsonField.Text(ref reader, field, result));
                break;
            case "user.emails":
                JsonField.Texts(ref reader, field, result, AddEmail);
                break;
            case "user.phone":
                AddPhone(result.User, JsonField.Text(ref reader, field, result, numbers: true));
                break;
            case "user.hashed_emails":
                JsonField.Texts(ref reader, field, result, static (user, text) => user.HashedEmails.Add(text.ToString()));
                break;
            default:
                TextOf(field, result) = JsonField.Text(ref reader, field, result);
                break;
        }
    }

    private static ref Utf8Text TextOf(string field, ConversionEvent result)
    {
        switch (field)
        {
            case "event_name": return ref result.EventNameText;
            case "event_id": return ref result.EventIdText;
            case "event_time": return ref result.EventTimeText;
            case "action_source": return ref result.ActionSourceText;
            case "event_source_url": return ref result.EventSourceUrlText;
            case "currency": return ref result.CurrencyText;
            case "content_name": return ref result.ContentNameText;
            case "content_category": return ref result.ContentCategoryText;
            case "order_id": return ref result.OrderIdText;
            case "user.country": return ref result.User.CountryText;
            case "user.hashed_phone_number": return ref result.User.HashedPhoneNumberText;
            case "user.ip_address": return ref result.User.IpAddressText;
            case "user.user_agent": return ref result.User.UserAgentText;
            default: return ref result.User.DeviceIdText;
        }
    }

    private static void AddEmail(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
            user.Emails.Add(new RawEmail(text));
    }

    private static void AddPhone(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
            user.Phones.Add(new RawPhone(text));
    }
}
