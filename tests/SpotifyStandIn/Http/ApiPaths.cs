namespace SpotifyStandIn.Http;

/// <summary>The paths that a sender is configured with, compared exactly.</summary>
internal static class ApiPaths
{
    public const string CapiDirect = "/capi-direct/events/";
    public const string CapiDirectFlat = "/flat/capi-direct/events/";
    public const string PartnerConversions = "/v1/conversions";
    public const string PartnerToken = "/api/token";
}
