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
        // No text has more than three bytes for each of its characters; nearly every event is that much too small to be counted exactly.
        if (3 * Characters(@event) > QueueEnvelope.MaxBytes && Bytes(@event) > QueueEnvelope.MaxBytes)
        {
            errors.Add(EnvelopePacker.TooLargeError);
        }
    }

    private static long Characters(ConversionEvent @event)
    {
        var user = @event.User;
        var characters = Length(@event.EventName) + Length(@event.EventId) + Length(@event.EventSourceUrl) + Length(@event.ContentName)
            + Length(@event.ContentCategory) + Length(@event.OrderId) + Length(@event.Currency) + Length(user.UserAgent) + Length(user.DeviceId)
            + Length(user.IpAddress) + Length(user.Country) + Length(user.HashedPhoneNumber);
        foreach (var email in user.Emails)
        {
            characters += email.Value.Length;
        }

        foreach (var phone in user.Phones)
        {
            characters += phone.Value.Length;
        }

        foreach (var digest in user.HashedEmails)
        {
            characters += digest.Length;
        }

        return characters;
    }

    private static long Length(string? text) => text?.Length ?? 0;

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
