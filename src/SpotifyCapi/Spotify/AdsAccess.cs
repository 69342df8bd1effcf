namespace SpotifyCapi.Spotify;

/// <summary>Where Spotify tells what it has received: a dataset of the Ads API. Optional for a destination.</summary>
/// <param name="Endpoint">Base address of the Ads API, without a slash at its end.</param>
/// <param name="BusinessId">The business in Ads Manager.</param>
/// <param name="DatasetId">The dataset that the destination's connection writes to.</param>
/// <param name="TokenSecret">Name of the secret that holds the Ads API's token, which is another one than that of CAPI.</param>
public sealed record AdsAccess(Uri Endpoint, string BusinessId, string DatasetId, string TokenSecret)
{
    /// <summary>Address of the Ads API.</summary>
    public const string DefaultEndpoint = "https://api-partner.spotify.com/ads/v3";

    /// <summary>Address of the daily diagnostics of a connection.</summary>
    /// <param name="connectionId">The connection.</param>
    public Uri DailyOf(string connectionId) => new(
        $"{Endpoint.AbsoluteUri.TrimEnd('/')}/businesses/{Uri.EscapeDataString(BusinessId)}/datasets/{Uri.EscapeDataString(DatasetId)}/diagnostics"
        + $"?granularities=DAILY&datasource_ids={Uri.EscapeDataString(connectionId)}");
}
