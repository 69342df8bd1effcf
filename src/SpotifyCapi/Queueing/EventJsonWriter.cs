using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Spotify;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>
/// Writes an event as it stands in the queue. Short names: the queue bills by size, and only we read it. By hand, because the objects in
/// between that a serialiser needs cost more than the writing; the tests hold a serialiser's version that this one must equal.
/// </summary>
internal static class EventJsonWriter
{
    private static readonly byte[][] EventNames = [.. Enum.GetNames<StandardEvent>().Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] ActionSources = [.. Enum.GetNames<ActionSource>().Select(Encoding.UTF8.GetBytes)];

    public static void Write(ScratchWriter output, AcceptedEvent accepted)
    {
        var (facts, who) = accepted;
        output.Write("{"u8);
        output.Plainly("\"ev\":"u8, EventNames[(int)facts.Event]);
        output.Field("\"name\":"u8, facts.SourceEventNameText);
        output.Field("\"id\":"u8, facts.EventIdText);
        output.Field("\"t\":"u8, facts.EventTime.ToUnixTimeMilliseconds());
        if (facts.ActionSource is { } source)
            output.Plainly("\"src\":"u8, ActionSources[(int)source]);

        output.Field("\"url\":"u8, facts.EventSourceUrlText);
        if (facts.Consent != MarketingConsent.Unknown)
            output.Field("\"consent\":"u8, facts.Consent == MarketingConsent.Granted);

        output.Field("\"out\":"u8, facts.OptOutTargeting);
        WritePerson(output, who);
        if (facts.Money is { } money)
        {
            output.Field("\"amt\":"u8, money.Amount);
            output.Field("\"cur\":"u8, money.Currency);
        }

        output.Field("\"cn\":"u8, facts.ContentNameText);
        output.Field("\"cat\":"u8, facts.ContentCategoryText);
        output.Field("\"ord\":"u8, facts.OrderIdText);
        output.Field("\"pid\":"u8, facts.PlatformOrderId);
        WriteDropped(output, facts.Dropped);
        output.Write("}"u8);
    }

    private static void WritePerson(ScratchWriter output, IdentifierSet who)
    {
        if (who.Emails.Count > 0)
        {
            output.Field("\"em\":["u8);
            for (var i = 0; i < who.Emails.Count; i++)
                output.Item(who.Emails[i].Text);

            output.Write("]"u8);
        }

        WireText.WriteDigests(output, "\"emh\":"u8, who.HashedEmails);
        if (who.Phone is { } phone)
        {
            Span<byte> text = stackalloc byte[E164Number.MaxDigits + 1];
            output.Plainly("\"ph\":"u8, text[..phone.Write(text)]);
        }

        WireText.WriteDigest(output, "\"phh\":"u8, who.HashedPhone);
        output.Field("\"ip\":"u8, who.IpAddressText);
        output.Field("\"ua\":"u8, who.UserAgentText);
        output.Field("\"dev\":"u8, who.DeviceIdText);
    }

    // Field and code in turn.
    private static void WriteDropped(ScratchWriter output, IReadOnlyList<DroppedField> dropped)
    {
        if (dropped.Count == 0)
            return;

        output.Field("\"drop\":["u8);
        for (var i = 0; i < dropped.Count; i++)
        {
            output.Item(dropped[i].Field);
            output.Item(dropped[i].Code);
        }

        output.Write("]"u8);
    }
}
