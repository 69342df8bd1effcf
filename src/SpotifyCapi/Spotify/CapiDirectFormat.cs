using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

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
    void IRequestFormat.WriteHead(ScratchWriter output, Destination destination)
    {
        var json = output.NextValue();
        json.WriteStartObject();
        json.WriteStartObject("conversion_events"u8);
        json.WriteString("capi_connection_id"u8, destination.ConnectionId);
        json.WriteStartArray("events"u8);
        json.Flush();
    }

    /// <inheritdoc/>
    void IRequestFormat.WriteEvent(ScratchWriter output, HashedEvent @event)
    {
        var json = output.NextValue();
        var (facts, who) = @event;
        json.WriteStartObject();
        json.WriteString("event_name"u8, Name(facts.Event));
        json.WriteText("event_id"u8, facts.EventIdText);
        WireText.WriteTime(json, "event_time"u8, facts.EventTime);
        WireText.WriteActionSource(json, facts.ActionSource);
        json.WriteText("event_source_url"u8, facts.EventSourceUrlText);
        json.WriteBoolean("opt_out_targeting"u8, facts.OptOutTargeting);
        json.WriteStartObject("user_data"u8);
        json.WriteText("ip_address"u8, who.IpAddressText);
        json.WriteText("device_id"u8, who.DeviceIdText);
        json.WriteDigests("hashed_emails"u8, who.Emails);
        json.WriteDigest("hashed_phone_number"u8, who.Phone);
        json.WriteEndObject();
        WireText.WriteDetails(json, facts);
        json.WriteEndObject();
        json.Flush();
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
