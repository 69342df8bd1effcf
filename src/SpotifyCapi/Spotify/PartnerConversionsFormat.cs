using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>
/// The request of TrackLayer's guide "Spotify Ads conversions", section 03 "Payload rules": advertiser and conversion at the root, three
/// event names, value and currency at the event, digests only. <c>event_id</c> is added, because duplicates collapse by nothing else.
/// </summary>
public sealed class PartnerConversionsFormat : IRequestFormat
{
    /// <inheritdoc/>
    public Profile Profile => Profile.PartnerConversions;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Tail => "]}"u8;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> NameOf(StandardEvent standard) => Name(standard);

    /// <inheritdoc/>
    void IRequestFormat.WriteHead(ScratchWriter output, Destination destination)
    {
        var json = output.NextValue();
        json.WriteStartObject();
        json.WriteString("advertiser_id"u8, destination.Partner!.AdvertiserId);
        json.WriteString("conversion_id"u8, destination.Partner.ConversionId);
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
        if (facts.Money is { } money)
        {
            json.WriteNumber("value"u8, money.Amount);
            json.WriteString("currency"u8, money.Currency);
        }

        json.WriteStartObject("user_data"u8);
        json.WriteDigest("email_sha256"u8, who.Emails.Count > 0 ? who.Emails[0] : null);
        json.WriteDigest("phone_sha256"u8, who.Phone);
        json.WriteDigest("device_advertising_id_sha256"u8, DeviceDigest(who.DeviceId));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    /// <inheritdoc/>
    public bool Has(StandardEvent standard) => standard is StandardEvent.Purchase or StandardEvent.SignUp or StandardEvent.Lead;

    /// <summary>The guide's spelling of an event.</summary>
    /// <param name="standard">Purchase, sign-up or lead.</param>
    public static ReadOnlySpan<byte> Name(StandardEvent standard) => standard switch
    {
        StandardEvent.Purchase => "purchase"u8,
        StandardEvent.SignUp => "signup"u8,
        StandardEvent.Lead => "lead"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(standard), standard, null),
    };

    // Phones print advertising ids in either case; the digest must not depend on it.
    private static Sha256Digest? DeviceDigest(string? deviceId) =>
        deviceId is null ? null
        : Sha256Digest.TryParse(deviceId, out var digest) ? digest
        : Sha256Digest.Of(deviceId.ToLowerInvariant().AsSpan());
}
