using System.Buffers;
using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Spotify.CapiDirect;

/// <summary>The request of Spotify's CAPI Setup Guide: envelope <c>conversion_events</c>, upper-case names, ISO times, nothing undocumented.</summary>
public sealed class CapiDirectFormat : IRequestFormat
{
    /// <inheritdoc/>
    public Profile Profile => Profile.CapiDirect;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Tail => "]}}"u8;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> NameOf(StandardEvent standard) => Name(standard);

    /// <inheritdoc/>
    public void WriteHead(IBufferWriter<byte> output, Destination destination)
    {
        output.Write("{\"conversion_events\":{\"capi_connection_id\":\""u8);
        output.Write(JsonEncodedText.Encode(destination.ConnectionId).EncodedUtf8Bytes);
        output.Write("\",\"events\":["u8);
    }

    /// <inheritdoc/>
    public void WriteEvent(Utf8JsonWriter writer, HashedEvent @event)
    {
        var (facts, who) = @event;
        writer.WriteStartObject();
        writer.WriteString("event_name"u8, Name(facts.Event));
        WireText.WriteText(writer, "event_id"u8, facts.EventIdText);
        WireText.WriteTime(writer, "event_time"u8, facts.EventTime);
        WireText.WriteActionSource(writer, facts.ActionSource);
        WireText.WriteText(writer, "event_source_url"u8, facts.EventSourceUrlText);
        writer.WriteBoolean("opt_out_targeting"u8, facts.OptOutTargeting);
        writer.WriteStartObject("user_data"u8);
        WireText.WriteText(writer, "ip_address"u8, who.IpAddressText);
        WireText.WriteText(writer, "device_id"u8, who.DeviceIdText);
        WireText.WriteDigests(writer, "hashed_emails"u8, who.Emails);
        WireText.WriteDigest(writer, "hashed_phone_number"u8, who.Phone);
        writer.WriteEndObject();
        WireText.WriteDetails(writer, facts);
        writer.WriteEndObject();
    }

    /// <summary>Spotify's spelling of an event.</summary>
    /// <param name="standard">The event.</param>
    public static ReadOnlySpan<byte> Name(StandardEvent standard) => standard switch
    {
        StandardEvent.View => "VIEW"u8,
        StandardEvent.Product => "PRODUCT"u8,
        StandardEvent.AddToCart => "ADD_TO_CART"u8,
        StandardEvent.CheckOut => "CHECK_OUT"u8,
        StandardEvent.Purchase => "PURCHASE"u8,
        StandardEvent.Lead => "LEAD"u8,
        StandardEvent.SignUp => "SIGN_UP"u8,
        StandardEvent.CustomEvent1 => "CUSTOM_EVENT_1"u8,
        StandardEvent.CustomEvent2 => "CUSTOM_EVENT_2"u8,
        StandardEvent.CustomEvent3 => "CUSTOM_EVENT_3"u8,
        StandardEvent.CustomEvent4 => "CUSTOM_EVENT_4"u8,
        StandardEvent.CustomEvent5 => "CUSTOM_EVENT_5"u8,
        StandardEvent.Alias => "ALIAS"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(standard), standard, null),
    };
}
