using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Webhooks;

/// <summary>Puts values of a platform's payload into an event; what is missing there stays missing here.</summary>
internal static class PlatformFields
{
    public static void AddEmail(this RawUser user, string? email)
    {
        if (email is not null)
            user.Emails.Add(new RawEmail(email));
    }

    public static void AddPhone(this RawUser user, string? phone, string? country)
    {
        if (phone is not null && !user.Phones.Contains(new RawPhone(phone, country)))
            user.Phones.Add(new RawPhone(phone, country));
    }

    /// <summary>Platforms send amounts as text; text that is no amount is an error of the event, not a zero.</summary>
    public static void SetAmount(this ConversionEvent result, string? amount)
    {
        if (amount is null)
            return;

        // A shop calculates with more decimals than its currency has, and nobody there can change what is sent.
        result.RoundsValue = true;
        if (Amounts.TryParse(amount, out var value))
            result.Value = value;
        else
            result.ReadErrors.Add(new(ErrorCodes.AmountInvalid, "value", "The amount in the payload is not a number."));
    }
}
