using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Identifiers.Phones;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Envelopes;

/// <summary>
/// Writes an event as it stands in the queue. Short names: the queue bills by size, and only we read it. By hand, because the objects in
/// between that a serialiser needs cost more than the writing; the tests hold a serialiser's version that this one must equal.
/// </summary>
internal static class EventJsonWriter
{
    private static readonly JsonEncodedText[] EventNames = [.. Enum.GetNames<StandardEvent>().Select(name => JsonEncodedText.Encode(name))];

    private static readonly JsonEncodedText[] ActionSources = [.. Enum.GetNames<ActionSource>().Select(name => JsonEncodedText.Encode(name))];

    public static void Write(Utf8JsonWriter json, AcceptedEvent accepted)
    {
        var (facts, who) = accepted;
        json.WriteStartObject();
        json.WriteString("ev"u8, EventNames[(int)facts.Event]);
        WireText.WriteText(json, "name"u8, facts.SourceEventNameText);
        WireText.WriteText(json, "id"u8, facts.EventIdText);
        json.WriteNumber("t"u8, facts.EventTime.ToUnixTimeMilliseconds());
        if (facts.ActionSource is { } source)
        {
            json.WriteString("src"u8, ActionSources[(int)source]);
        }

        WireText.WriteText(json, "url"u8, facts.EventSourceUrlText);
        if (facts.Consent != MarketingConsent.Unknown)
        {
            json.WriteBoolean("consent"u8, facts.Consent == MarketingConsent.Granted);
        }

        json.WriteBoolean("out"u8, facts.OptOutTargeting);
        WritePerson(json, who);
        if (facts.Money is { } money)
        {
            json.WriteNumber("amt"u8, money.Amount);
            json.WriteString("cur"u8, money.Currency);
        }

        WireText.WriteText(json, "cn"u8, facts.ContentNameText);
        WireText.WriteText(json, "cat"u8, facts.ContentCategoryText);
        WireText.WriteText(json, "ord"u8, facts.OrderIdText);
        WriteDropped(json, facts.Dropped);
        json.WriteEndObject();
    }

    private static void WritePerson(Utf8JsonWriter json, IdentifierSet who)
    {
        if (who.Emails.Count > 0)
        {
            json.WriteStartArray("em"u8);
            for (var i = 0; i < who.Emails.Count; i++)
            {
                WireText.WriteValue(json, who.Emails[i].Text);
            }

            json.WriteEndArray();
        }

        WireText.WriteDigests(json, "emh"u8, who.HashedEmails);
        WritePhone(json, who.Phone);
        WireText.WriteDigest(json, "phh"u8, who.HashedPhone);
        WireText.WriteText(json, "ip"u8, who.IpAddressText);
        WireText.WriteText(json, "ua"u8, who.UserAgentText);
        WireText.WriteText(json, "dev"u8, who.DeviceIdText);
    }

    private static void WritePhone(Utf8JsonWriter json, E164Number? phone)
    {
        if (phone is { } number)
        {
            Span<byte> text = stackalloc byte[E164Number.MaxDigits + 1];
            json.WriteString("ph"u8, text[..number.Write(text)]);
        }
    }

    // Field and code in turn.
    private static void WriteDropped(Utf8JsonWriter json, IReadOnlyList<DroppedField> dropped)
    {
        if (dropped.Count == 0)
        {
            return;
        }

        json.WriteStartArray("drop"u8);
        for (var i = 0; i < dropped.Count; i++)
        {
            json.WriteStringValue(dropped[i].Field);
            json.WriteStringValue(dropped[i].Code);
        }

        json.WriteEndArray();
    }
}
