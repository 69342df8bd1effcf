using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>Writes an event as it stands in the queue. Short names: the queue bills by size, and only we read it.</summary>
internal static class EventJsonWriter
{
    /// <summary>By <see cref="StandardEvent"/>.</summary>
    public static readonly byte[][] EventNames = JsonTokens.Names(Enum.GetNames<StandardEvent>());

    /// <summary>By <see cref="ActionSource"/>.</summary>
    public static readonly byte[][] ActionSources = JsonTokens.Names(Enum.GetNames<ActionSource>());

    public static void Write(ScratchWriter output, AcceptedEvent accepted)
    {
        var (facts, who) = accepted;
        var json = output.NextValue();
        json.WriteStartObject();
        json.WriteString("ev"u8, EventNames[(int)facts.Event]);
        json.WriteText("name"u8, facts.SourceEventNameText);
        json.WriteText("id"u8, facts.EventIdText);
        json.WriteNumber("t"u8, facts.EventTime.ToUnixTimeMilliseconds());
        if (facts.ActionSource is { } source)
            json.WriteString("src"u8, ActionSources[(int)source]);

        json.WriteText("url"u8, facts.EventSourceUrlText);
        if (facts.Consent != MarketingConsent.Unknown)
            json.WriteBoolean("consent"u8, facts.Consent == MarketingConsent.Granted);

        json.WriteText("sig"u8, facts.ConsentSignal);
        json.WriteBoolean("out"u8, facts.OptOutTargeting);
        WritePerson(json, who);
        if (facts.Money is { } money)
        {
            json.WriteNumber("amt"u8, money.Amount);
            json.WriteString("cur"u8, money.Currency);
            json.WriteText("how"u8, facts.AmountSteps);
        }

        json.WriteText("cn"u8, facts.ContentNameText);
        json.WriteText("cat"u8, facts.ContentCategoryText);
        json.WriteText("ord"u8, facts.OrderIdText);
        json.WriteText("pid"u8, facts.PlatformOrderId);
        WriteDropped(json, facts.Dropped);
        json.WriteEndObject();
        json.Flush();
    }

    private static void WritePerson(Utf8JsonWriter json, IdentifierSet who)
    {
        if (who.Emails.Count > 0)
        {
            json.WriteStartArray("em"u8);
            for (var i = 0; i < who.Emails.Count; i++)
                json.WriteTextValue(who.Emails[i].Text);

            json.WriteEndArray();
        }

        json.WriteDigests("emh"u8, who.HashedEmails);
        if (who.Phone is { } phone)
        {
            Span<byte> text = stackalloc byte[E164Number.MaxDigits + 1];
            json.WriteString("ph"u8, text[..phone.Write(text)]);
        }

        json.WriteDigest("phh"u8, who.HashedPhone);
        json.WriteText("ip"u8, who.IpAddressText);
        json.WriteText("ua"u8, who.UserAgentText);
        json.WriteText("dev"u8, who.DeviceIdText);
    }

    // Field and code in turn.
    private static void WriteDropped(Utf8JsonWriter json, IReadOnlyList<DroppedField> dropped)
    {
        if (dropped.Count == 0)
            return;

        json.WriteStartArray("drop"u8);
        foreach (var (field, code) in dropped)
        {
            json.WriteStringValue(field);
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
    }
}

/// <summary>An event inside of another JSON document, written as the queue writes it.</summary>
/// <param name="Event">The event.</param>
[JsonConverter(typeof(EventJsonConverter))]
internal sealed record StoredEvent(AcceptedEvent Event);

/// <summary>Reads and writes <see cref="StoredEvent"/>.</summary>
internal sealed class EventJsonConverter : JsonConverter<StoredEvent>
{
    /// <inheritdoc/>
    public override StoredEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = new JsonTokens(reader);
        var read = EventJsonReader.Read(ref json);
        reader = json.Reader;
        return new(read);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options)
    {
        using var json = ScratchWriter.Rent();
        EventJsonWriter.Write(json, value.Event);
        writer.WriteRawValue(json.Written, skipInputValidation: true);
    }
}
