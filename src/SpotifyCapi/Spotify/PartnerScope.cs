namespace SpotifyCapi.Spotify;

/// <summary>What the partner conversions API needs besides the endpoint.</summary>
/// <param name="TokenEndpoint">Where the OAuth2 token is fetched.</param>
/// <param name="ClientIdSecret">Name of the secret that holds the client id.</param>
/// <param name="ClientSecretSecret">Name of the secret that holds the client secret.</param>
/// <param name="AdvertiserId">The advertiser.</param>
/// <param name="ConversionId">The conversion.</param>
public sealed record PartnerScope(Uri TokenEndpoint, string ClientIdSecret, string ClientSecretSecret, string AdvertiserId, string ConversionId);
