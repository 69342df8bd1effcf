using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>
/// The request of Datafly's guide "Spotify Ads Manager": connection and events at the root, Title_Case names, seconds, user agent.
/// Spotify's own guide contradicts it, so a destination must choose it.
/// </summary>
public sealed class CapiDirectFlatFormat : IRequestFormat
{
    /// <inheritdoc/>
    public Profile Profile => Profile.CapiDirectFlat;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Tail => "]}"u8;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> NameOf(StandardEvent standard) => Name(standard);

    /// <inheritdoc/>
    void IRequestFormat.WriteHead(ScratchWriter output, Destination destination)
    {
        var json = output.NextValue();
        json.WriteStartObject();
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
        json.WriteStartObject("event_time"u8);
        json.WriteNumber("seconds"u8, facts.EventTime.ToUnixTimeSeconds());
        json.WriteEndObject();
        json.WriteText("event_id"u8, facts.EventIdText);
        WireText.WriteActionSource(json, facts.ActionSource);
        json.WriteText("event_source_url"u8, facts.EventSourceUrlText);
        json.WriteBoolean("opt_out_targeting"u8, facts.OptOutTargeting);
        json.WriteStartObject("user_data"u8);
        json.WriteText("ip_address"u8, who.IpAddressText);
        json.WriteText("user_agent"u8, who.UserAgentText);
        // "Sent as a single-element array", says the guide, so only the first address is sent.
        json.WriteDigests("hashed_emails"u8, who.Emails.Count > 1 ? [who.Emails[0]] : who.Emails);
        json.WriteDigest("hashed_phone_number"u8, who.Phone);
        json.WriteText("device_id"u8, who.DeviceIdText);
        json.WriteEndObject();
        WireText.WriteDetails(json, facts);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>The guide's spelling of an event.</summary>
    /// <param name="standard">The event.</param>
    public static ReadOnlySpan<byte> Name(StandardEvent standard) => standard switch
    {
        StandardEvent.View => "Page_View"u8,
        StandardEvent.Product => "View_Product"u8,
        StandardEvent.AddToCart => "Add_Cart"u8,
        StandardEvent.CheckOut => "Start_Checkout"u8,
        StandardEvent.Purchase => "Purchase"u8,
        StandardEvent.Lead => "Lead"u8,
        StandardEvent.SignUp => "Sign_Up"u8,
        StandardEvent.CustomEvent1 => "Custom_Event_1"u8,
        StandardEvent.CustomEvent2 => "Custom_Event_2"u8,
        StandardEvent.CustomEvent3 => "Custom_Event_3"u8,
        StandardEvent.CustomEvent4 => "Custom_Event_4"u8,
        StandardEvent.CustomEvent5 => "Custom_Event_5"u8,
        StandardEvent.Alias => "Alias"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(standard), standard, null),
    };
}
