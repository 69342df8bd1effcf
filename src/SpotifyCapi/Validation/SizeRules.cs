using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

/// <summary>
/// An event whose own texts do not fit into a queue message is refused as a whole. Leaving its longest field out instead would hide a mistake
/// of the sender, such as a whole page put into a name.
/// </summary>
internal static class SizeRules
{
    public static void Check(ConversionEvent @event, List<ValidationError> errors)
    {
        // Nearly every event is so small that a bound is enough.
        if (Size(@event, isExact: false) > QueueEnvelope.MaxBytes && Size(@event, isExact: true) > QueueEnvelope.MaxBytes)
            errors.Add(EnvelopePacker.TooLargeError);
    }

    private static long Size(ConversionEvent @event, bool isExact)
    {
        var user = @event.User;
        ReadOnlySpan<Utf8Text> texts =
        [
            @event.EventNameText, @event.EventIdText, @event.EventSourceUrlText, @event.ContentNameText, @event.ContentCategoryText,
            @event.OrderIdText, @event.CurrencyText, user.UserAgentText, user.DeviceIdText, user.IpAddressText, user.CountryText,
            user.HashedPhoneNumberText,
        ];
        var sum = 0L;
        foreach (var text in texts)
            sum += isExact ? text.Bytes : text.MaxBytes;

        foreach (var email in user.GivenEmails)
            sum += isExact ? email.Text.Bytes : email.Text.MaxBytes;

        foreach (var phone in user.GivenPhones)
            sum += isExact ? phone.Text.Bytes : phone.Text.MaxBytes;

        foreach (Utf8Text digest in user.GivenDigests)
            sum += isExact ? digest.Bytes : digest.MaxBytes;

        return sum;
    }
}
