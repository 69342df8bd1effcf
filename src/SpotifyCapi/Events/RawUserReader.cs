using System.Text.Json;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

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

    public static void Read(ref JsonTokens reader, ConversionEvent result)
    {
        if (!JsonField.IsObject(ref reader, "user", result))
            return;

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader, result, ref seen);
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

        if (!JsonField.IsFirst(ref reader, ref seen, field, Fields[field], result))
            return;

        switch (field)
        {
            case Email:
                AddEmail(result.User, JsonField.Text(ref reader, Fields[field], result));
                break;
            case Emails:
                AddEmails(ref reader, result);
                break;
            case Phone:
                AddPhone(result.User, JsonField.Text(ref reader, Fields[field], result, numbers: true));
                break;
            case HashedEmails:
                AddHashedEmails(ref reader, result);
                break;
            default:
                TextOf(field, result.User) = JsonField.Text(ref reader, Fields[field], result);
                break;
        }
    }

    private static ref Utf8Text TextOf(int field, RawUser user)
    {
        switch (field)
        {
            case Country: return ref user.CountryText;
            case HashedPhoneNumber: return ref user.HashedPhoneNumberText;
            case IpAddress: return ref user.IpAddressText;
            case UserAgent: return ref user.UserAgentText;
            default: return ref user.DeviceIdText;
        }
    }

    // Apart, because a method pays for what its lambdas capture even when it does not come to them.
    private static void AddEmails(ref JsonTokens reader, ConversionEvent result) =>
        JsonField.Texts(ref reader, Fields[Emails], result, text => AddEmail(result.User, text));

    private static void AddHashedEmails(ref JsonTokens reader, ConversionEvent result) =>
        JsonField.Texts(ref reader, Fields[HashedEmails], result, text => result.User.HashedEmails.Add(text.ToString()));

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
