namespace SpotifyStandIn.Connections;

/// <summary>An OAuth client of the partner API with the secrets that it may present.</summary>
public sealed record PartnerClient(string Id, IReadOnlyList<string> Secrets);

/// <summary>The scope that partner events are written to.</summary>
public sealed record PartnerConversion(string AdvertiserId, string ConversionId);
