using System.Text.Json;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>Reads the <c>user</c> object of a canonical event.</summary>
internal static class RawUserReader
{
    public static void Read(ref Utf8JsonReader reader, RawUser user, FieldTarget target)
    {
        if (!JsonField.IsObject(ref reader, "user", target))
        {
            return;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, user, ref seen, target);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, RawUser user, ref uint seen, FieldTarget target)
    {
        if (reader.ValueTextEquals("email"u8))
        {
            AddEmail(user, Once(ref reader, ref seen, 0, "user.email", target));
        }
        else if (reader.ValueTextEquals("emails"u8))
        {
            AddEmails(ref reader, user, ref seen, target);
        }
        else if (reader.ValueTextEquals("phone"u8))
        {
            AddPhone(user, Once(ref reader, ref seen, 2, "user.phone", target, numbers: true));
        }
        else if (reader.ValueTextEquals("country"u8))
        {
            user.CountryText = Once(ref reader, ref seen, 3, "user.country", target, user.CountryText);
        }
        else if (reader.ValueTextEquals("hashed_emails"u8))
        {
            AddHashedEmails(ref reader, user, ref seen, target);
        }
        else if (reader.ValueTextEquals("hashed_phone_number"u8))
        {
            user.HashedPhoneNumberText = Once(ref reader, ref seen, 5, "user.hashed_phone_number", target, user.HashedPhoneNumberText);
        }
        else if (reader.ValueTextEquals("ip_address"u8))
        {
            user.IpAddressText = Once(ref reader, ref seen, 6, "user.ip_address", target, user.IpAddressText);
        }
        else if (reader.ValueTextEquals("user_agent"u8))
        {
            user.UserAgentText = Once(ref reader, ref seen, 7, "user.user_agent", target, user.UserAgentText);
        }
        else if (reader.ValueTextEquals("device_id"u8))
        {
            user.DeviceIdText = Once(ref reader, ref seen, 8, "user.device_id", target, user.DeviceIdText);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static Utf8Text Once(
        ref Utf8JsonReader reader, ref uint seen, int bit, string field, FieldTarget target, Utf8Text otherwise = default, bool numbers = false) =>
        JsonField.IsFirst(ref reader, ref seen, bit, field, target) ? JsonField.Text(ref reader, field, target, numbers) : otherwise;

    private static void Texts(
        ref Utf8JsonReader reader, ref uint seen, int bit, string field, FieldTarget target, Action<Utf8Text> add)
    {
        if (JsonField.IsFirst(ref reader, ref seen, bit, field, target))
        {
            JsonField.Texts(ref reader, field, target, add);
        }
    }

    // Apart, because a method pays for what its lambdas capture even when it does not come to them.
    private static void AddEmails(ref Utf8JsonReader reader, RawUser user, ref uint seen, FieldTarget target) =>
        Texts(ref reader, ref seen, 1, "user.emails", target, text => AddEmail(user, text));

    private static void AddHashedEmails(ref Utf8JsonReader reader, RawUser user, ref uint seen, FieldTarget target) =>
        Texts(ref reader, ref seen, 4, "user.hashed_emails", target, text => user.HashedEmails.Add(text.ToString()));

    private static void AddEmail(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
        {
            user.Emails.Add(new RawEmail(text));
        }
    }

    private static void AddPhone(RawUser user, Utf8Text text)
    {
        if (!text.IsBlank)
        {
            user.Phones.Add(new RawPhone(text));
        }
    }
}
