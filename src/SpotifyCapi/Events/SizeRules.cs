using System.Text;
using SpotifyCapi.Envelopes;

namespace SpotifyCapi.Events;

/// <summary>
/// An event whose own texts do not fit into a queue message is refused as a whole. Leaving its longest field out instead would hide a mistake
/// of the sender, such as a whole page put into a name.
/// </summary>
internal static class SizeRules
{
    public static void Check(ConversionEvent @event, List<ValidationError> errors)
    {
        if (Bytes(@event) > QueueEnvelope.MaxBytes)
        {
            errors.Add(EnvelopePacker.TooLargeError);
        }
    }

    private static long Bytes(ConversionEvent @event)
    {
        var user = @event.User;
        string?[] texts =
        [
            @event.EventName, @event.EventId, @event.EventSourceUrl, @event.ContentName, @event.ContentCategory, @event.OrderId, @event.Currency,
            user.UserAgent, user.DeviceId, user.IpAddress, user.Country, user.HashedPhoneNumber,
        ];
        var bytes = texts.Sum(text => text is null ? 0L : Encoding.UTF8.GetByteCount(text));
        bytes += user.Emails.Sum(email => (long)Encoding.UTF8.GetByteCount(email.Value));
        bytes += user.Phones.Sum(phone => (long)Encoding.UTF8.GetByteCount(phone.Value));
        return bytes + user.HashedEmails.Sum(digest => (long)Encoding.UTF8.GetByteCount(digest));
    }
}
