using System.Text.Json;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>Reads the <c>user</c> object of a canonical event.</summary>
internal static class RawUserReader
{
    public static void Read(ref Utf8JsonReader reader, RawUser user, List<ValidationError> errors)
    {
        if (!JsonField.IsObject(ref reader, "user", errors))
        {
            return;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, user, ref seen, errors);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, RawUser user, ref uint seen, List<ValidationError> errors)
    {
        if (reader.ValueTextEquals("email"u8))
        {
            AddEmail(user, Once(ref reader, ref seen, 0, "user.email", errors));
        }
        else if (reader.ValueTextEquals("emails"u8))
        {
            AddEmails(ref reader, user, ref seen, errors);
        }
        else if (reader.ValueTextEquals("phone"u8))
        {
            AddPhone(user, Once(ref reader, ref seen, 2, "user.phone", errors, numbers: true));
        }
        else if (reader.ValueTextEquals("country"u8))
        {
            user.Country = Once(ref reader, ref seen, 3, "user.country", errors) ?? user.Country;
        }
        else if (reader.ValueTextEquals("hashed_emails"u8))
        {
            Texts(ref reader, ref seen, 4, "user.hashed_emails", errors, user.HashedEmails.Add);
        }
        else if (reader.ValueTextEquals("hashed_phone_number"u8))
        {
            user.HashedPhoneNumber = Once(ref reader, ref seen, 5, "user.hashed_phone_number", errors) ?? user.HashedPhoneNumber;
        }
        else if (reader.ValueTextEquals("ip_address"u8))
        {
            user.IpAddress = Once(ref reader, ref seen, 6, "user.ip_address", errors) ?? user.IpAddress;
        }
        else if (reader.ValueTextEquals("user_agent"u8))
        {
            user.UserAgent = Once(ref reader, ref seen, 7, "user.user_agent", errors) ?? user.UserAgent;
        }
        else if (reader.ValueTextEquals("device_id"u8))
        {
            user.DeviceId = Once(ref reader, ref seen, 8, "user.device_id", errors) ?? user.DeviceId;
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

    private static void Texts(
        ref Utf8JsonReader reader, ref uint seen, int bit, string field, List<ValidationError> errors, Action<string> add)
    {
        if (JsonField.IsFirst(ref reader, ref seen, bit, field, errors))
        {
            JsonField.Texts(ref reader, field, errors, add);
        }
    }

    // Apart, because a method pays for what its lambdas capture even when it does not come to them.
    private static void AddEmails(ref Utf8JsonReader reader, RawUser user, ref uint seen, List<ValidationError> errors) =>
        Texts(ref reader, ref seen, 1, "user.emails", errors, text => AddEmail(user, text));

    private static void AddEmail(RawUser user, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            user.Emails.Add(new RawEmail(text));
        }
    }

    private static void AddPhone(RawUser user, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            user.Phones.Add(new RawPhone(text));
        }
    }
}
