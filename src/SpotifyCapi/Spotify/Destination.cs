using System.Collections.Frozen;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Spotify;

/// <summary>A configured connection to Spotify: where events go, in which format, under which rules. Immutable once the app has started.</summary>
public sealed record Destination
{
    /// <summary>The name in the settings (<c>Destinations__&lt;name&gt;__…</c>).</summary>
    public required string Name { get; init; }

    /// <summary>Request format.</summary>
    public Profile Profile { get; init; }

    /// <summary>Where requests are posted; absolute, http or https.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The CAPI connection id, a UUID. Empty for <see cref="Profile.PartnerConversions"/>.</summary>
    public string ConnectionId { get; init; } = string.Empty;

    /// <summary>Name of the secret that holds the CAPI token. Empty for <see cref="Profile.PartnerConversions"/>.</summary>
    public string TokenSecret { get; init; } = string.Empty;

    /// <summary>Settings of the partner profile; null for the others.</summary>
    public PartnerScope? Partner { get; init; }

    /// <summary>Where Spotify tells what it has received; null when that is not set up.</summary>
    public AdsAccess? Ads { get; init; }

    /// <summary>What the token is for, for a person: the connection, or advertiser and conversion.</summary>
    public string Scope => Partner is { } partner ? $"{partner.AdvertiserId}/{partner.ConversionId}" : ConnectionId;

    /// <summary>Which form of a phone number is hashed.</summary>
    public PhoneFormat PhoneFormat { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country of numbers that bring none; null: such numbers are dropped.</summary>
    public string? DefaultCountry { get; init; }

    /// <summary>What silence about consent means.</summary>
    public UnknownConsent UnknownConsent { get; init; }

    /// <summary>1 to 1,000 events in one request. Spotify publishes no limit; the default is 100.</summary>
    public int MaxEventsPerRequest { get; init; } = 100;

    /// <summary>Bytes in one request body; the default is 1 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>Own names, keyed by <see cref="EventNames.Key"/>; they win over the built-in table.</summary>
    public FrozenDictionary<string, StandardEvent> EventMap { get; init; } = FrozenDictionary<string, StandardEvent>.Empty;

    /// <summary>Whether the undocumented ALIAS event may be sent.</summary>
    public bool AllowAlias { get; init; }

    /// <summary>Age from which an event is old.</summary>
    public TimeSpan MaxEventAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What to do with old events.</summary>
    public OldEvents OldEvents { get; init; }

    /// <summary>How far an event may lie ahead of our clock and still be set to now.</summary>
    public TimeSpan FutureTolerance { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Requests per second that this instance sends at most. The default is the Ads API's 1,500 in 30 seconds; Spotify publishes none for this host.</summary>
    public int MaxRequestsPerSecond { get; init; } = 50;

    /// <summary>Requests that this instance has under way at once.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Longest time for one request to Spotify.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
