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
        output.Write("{"u8);
        output.Field("\"advertiser_id\":"u8, destination.Partner!.AdvertiserId);
        output.Field("\"conversion_id\":"u8, destination.Partner.ConversionId);
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
        if (facts.Money is { } money)
        {
            output.Field("\"value\":"u8, money.Amount);
            output.Field("\"currency\":"u8, money.Currency);
        }

        output.Field("\"user_data\":{"u8);
        WireText.WriteDigest(output, "\"email_sha256\":"u8, who.Emails.Count > 0 ? who.Emails[0] : null);
        WireText.WriteDigest(output, "\"phone_sha256\":"u8, who.Phone);
        WireText.WriteDigest(output, "\"device_advertising_id_sha256\":"u8, DeviceDigest(who.DeviceId));
        output.Write("}"u8);
        output.Write("}"u8);
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
