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

    /// <summary>What makes consent out of the signals of consent platforms.</summary>
    public ConsentPolicy Consent { get; init; } = new();

    /// <summary>Which events do not count here.</summary>
    public Exclusions Exclude { get; init; } = Exclusions.None;

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

    /// <summary>
    /// Requests per second that this instance sends at most. The default is the Ads API's 1,500 in 30 seconds; Spotify publishes none for this host.
    /// </summary>
    public int MaxRequestsPerSecond { get; init; } = 50;

    /// <summary>Requests that this instance has under way at once.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Longest time for one request to Spotify.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Which of Spotify's published request formats a destination uses.</summary>
public enum Profile
{
    /// <summary>Spotify's own CAPI Setup Guide. The default.</summary>
    CapiDirect,

    /// <summary>The body that Datafly's guide documents: fields at the root, Title_Case names, <c>{"seconds":N}</c>.</summary>
    CapiDirectFlat,

    /// <summary>The partner conversions API of TrackLayer's guide, with OAuth2 client credentials.</summary>
    PartnerConversions,
}

/// <summary>What the partner conversions API needs besides the endpoint.</summary>
/// <param name="TokenEndpoint">Where the OAuth2 token is fetched.</param>
/// <param name="ClientIdSecret">Name of the secret that holds the client id.</param>
/// <param name="ClientSecretSecret">Name of the secret that holds the client secret.</param>
/// <param name="AdvertiserId">The advertiser.</param>
/// <param name="ConversionId">The conversion.</param>
public sealed record PartnerScope(Uri TokenEndpoint, string ClientIdSecret, string ClientSecretSecret, string AdvertiserId, string ConversionId);

/// <summary>Where Spotify tells what it has received: a dataset of the Ads API. Optional for a destination.</summary>
/// <param name="Endpoint">Base address of the Ads API, without a slash at its end.</param>
/// <param name="BusinessId">The business in Ads Manager.</param>
/// <param name="DatasetId">The dataset that the destination's connection writes to.</param>
/// <param name="TokenSecret">Name of the secret that holds the Ads API's token, which is another one than that of CAPI.</param>
public sealed record AdsAccess(Uri Endpoint, string BusinessId, string DatasetId, string TokenSecret)
{
    /// <summary>Address of the Ads API.</summary>
    public const string DefaultEndpoint = "https://api-partner.spotify.com/ads/v3";

    /// <summary>
    /// Address of the dataset's daily diagnostics. It asks for no single source: in Spotify's samples a source has the id of the connection's integration,
    /// which is not that of the connection.
    /// </summary>
    public Uri Diagnostics => Of($"datasets/{Uri.EscapeDataString(DatasetId)}/diagnostics?granularities=DAILY");

    /// <summary>Address of the dataset.</summary>
    public Uri Dataset => Of($"datasets/{Uri.EscapeDataString(DatasetId)}");

    /// <summary>Address of a connection of the Conversions API.</summary>
    public Uri Connection(string connectionId) => Of($"capi/{Uri.EscapeDataString(connectionId)}");

    private Uri Of(string path) => new($"{Endpoint.AbsoluteUri.TrimEnd('/')}/businesses/{Uri.EscapeDataString(BusinessId)}/{path}");
}

/// <summary>What to do when nothing is known about the person's consent to marketing.</summary>
public enum UnknownConsent
{
    /// <summary>
    /// Send for attribution, keep out of retargeting. The default. <see cref="Profile.PartnerConversions"/> has no field for the second half, so
    /// there it is sent all the same; choose <see cref="Drop"/> to keep such events back.
    /// </summary>
    OptOut,

    /// <summary>Send without restriction.</summary>
    OptIn,

    /// <summary>Do not send.</summary>
    Drop,
}

/// <summary>What makes consent to marketing out of the strings that consent platforms write.</summary>
public sealed record ConsentPolicy
{
    /// <summary>Purposes of the TCF that all need consent, 1 to 11; 1, 3, 4 and 7 by default: storage, profiles, personalised ads, their measurement.</summary>
    public IReadOnlyList<int> TcfPurposes { get; init; } = [1, 3, 4, 7];

    /// <summary>A vendor of the TCF's global list that needs consent too; null: none.</summary>
    public int? TcfVendor { get; init; }

    /// <summary>What a person says who was given notice in the United States and did not opt out.</summary>
    public UsNotOptedOut UsNotOptedOut { get; init; }
}

/// <summary>What it means that a person in the United States was given notice and did not opt out.</summary>
public enum UsNotOptedOut
{
    /// <summary>Nothing: not to refuse is not to agree. The default.</summary>
    Unknown,

    /// <summary>Consent, as the law of these states has it.</summary>
    Granted,
}

/// <summary>What to do with events older than a destination's limit.</summary>
public enum OldEvents
{
    /// <summary>Send them and say so in the result. The default: Spotify states no limit.</summary>
    Warn,

    /// <summary>Refuse them.</summary>
    Reject,
}
