using SpotifyCapi.Events;
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
        output.Write("{\"conversion_events\":{"u8);
        output.Field("\"capi_connection_id\":"u8, destination.ConnectionId);
        output.Field("\"events\":["u8);
    }

    /// <inheritdoc/>
    void IRequestFormat.WriteEvent(ScratchWriter output, HashedEvent @event)
    {
        var (facts, who) = @event;
        output.Write("{"u8);
        output.Plainly("\"event_name\":"u8, Name(facts.Event));
        output.Field("\"event_id\":"u8, facts.EventIdText);
        WireText.WriteTime(output, "\"event_time\":"u8, facts.EventTime);
        WireText.WriteActionSource(output, facts.ActionSource);
        output.Field("\"event_source_url\":"u8, facts.EventSourceUrlText);
        output.Field("\"opt_out_targeting\":"u8, facts.OptOutTargeting);
        output.Field("\"user_data\":{"u8);
        output.Field("\"ip_address\":"u8, who.IpAddressText);
        output.Field("\"device_id\":"u8, who.DeviceIdText);
        WireText.WriteDigests(output, "\"hashed_emails\":"u8, who.Emails);
        WireText.WriteDigest(output, "\"hashed_phone_number\":"u8, who.Phone);
        output.Write("}"u8);
        WireText.WriteDetails(output, facts);
        output.Write("}"u8);
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
