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

        string? phone = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("email"u8))
            {
                AddEmail(user, Next(ref reader, "user.email", errors));
            }
            else if (reader.ValueTextEquals("emails"u8))
            {
                reader.Read();
                JsonField.Texts(ref reader, "user.emails", errors, text => AddEmail(user, text));
            }
            else if (reader.ValueTextEquals("phone"u8))
            {
                reader.Read();
                phone = JsonField.Text(ref reader, "user.phone", errors, numbers: true);
            }
            else if (reader.ValueTextEquals("country"u8))
            {
                user.Country = Next(ref reader, "user.country", errors);
            }
            else if (reader.ValueTextEquals("hashed_emails"u8))
            {
                reader.Read();
                JsonField.Texts(ref reader, "user.hashed_emails", errors, user.HashedEmails.Add);
            }
            else if (reader.ValueTextEquals("hashed_phone_number"u8))
            {
                user.HashedPhoneNumber = Next(ref reader, "user.hashed_phone_number", errors);
            }
            else if (reader.ValueTextEquals("ip_address"u8))
            {
                user.IpAddress = Next(ref reader, "user.ip_address", errors);
            }
            else if (reader.ValueTextEquals("user_agent"u8))
            {
                user.UserAgent = Next(ref reader, "user.user_agent", errors);
            }
            else if (reader.ValueTextEquals("device_id"u8))
            {
                user.DeviceId = Next(ref reader, "user.device_id", errors);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (!string.IsNullOrWhiteSpace(phone))
        {
            user.Phones.Add(new RawPhone(phone));
        }
    }

    private static void AddEmail(RawUser user, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            user.Emails.Add(new RawEmail(text));
        }
    }

    private static string? Next(ref Utf8JsonReader reader, string field, List<ValidationError> errors)
    {
        reader.Read();
        return JsonField.Text(ref reader, field, errors);
    }
}
