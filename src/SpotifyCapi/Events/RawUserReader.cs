using System.Text.Json;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Json;

namespace SpotifyCapi.Events;

/// <summary>Reads the <c>user</c> object of a canonical event.</summary>
internal static class RawUserReader
{
    private const int Email = 0;
    private const int Emails = 1;
    private const int Phone = 2;
    private const int Country = 3;
    private const int HashedEmails = 4;
    private const int HashedPhoneNumber = 5;
    private const int IpAddress = 6;
    private const int UserAgent = 7;
    private const int DeviceId = 8;

    // As errors name them.
    private static readonly string[] Fields =
    [
        "user.email", "user.emails", "user.phone", "user.country", "user.hashed_emails", "user.hashed_phone_number", "user.ip_address", "user.user_agent",
        "user.device_id",
    ];

    private static readonly FieldNames Names = new([.. Fields.Select(field => field["user.".Length..])]);

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
        var field = Names.Find(ref reader);
        if (field < 0)
        {
            reader.Read();
            reader.Skip();
            return;
        }

        if (!JsonField.IsFirst(ref reader, ref seen, field, Fields[field], target))
        {
            return;
        }

        switch (field)
        {
            case Email:
                AddEmail(user, JsonField.Text(ref reader, Fields[field], target));
                break;
            case Emails:
                AddEmails(ref reader, user, target);
                break;
            case Phone:
                AddPhone(user, JsonField.Text(ref reader, Fields[field], target, numbers: true));
                break;
            case Country:
                user.CountryText = JsonField.Text(ref reader, Fields[field], target);
                break;
            case HashedEmails:
                AddHashedEmails(ref reader, user, target);
                break;
            case HashedPhoneNumber:
                user.HashedPhoneNumberText = JsonField.Text(ref reader, Fields[field], target);
                break;
            case IpAddress:
                user.IpAddressText = JsonField.Text(ref reader, Fields[field], target);
                break;
            case UserAgent:
                user.UserAgentText = JsonField.Text(ref reader, Fields[field], target);
                break;
            case DeviceId:
                user.DeviceIdText = JsonField.Text(ref reader, Fields[field], target);
                break;
        }
    }

    // Apart, because a method pays for what its lambdas capture even when it does not come to them.
    private static void AddEmails(ref Utf8JsonReader reader, RawUser user, FieldTarget target) =>
        JsonField.Texts(ref reader, Fields[Emails], target, text => AddEmail(user, text));

    private static void AddHashedEmails(ref Utf8JsonReader reader, RawUser user, FieldTarget target) =>
        JsonField.Texts(ref reader, Fields[HashedEmails], target, text => user.HashedEmails.Add(text.ToString()));

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
