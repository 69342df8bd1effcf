using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>One destination of each profile, with the settings' defaults.</summary>
internal static class TestDestinations
{
    public const string ConnectionId = "00000000-0000-0000-0000-000000000000";

    public static Destination Direct { get; } = new()
    {
        Name = "direct",
        Endpoint = new Uri("https://capi.spotify.example/capi-direct/events/"),
        ConnectionId = ConnectionId,
        TokenSecret = "capi-token",
    };

    public static Destination Flat { get; } = Direct with { Name = "flat", Profile = Profile.CapiDirectFlat };

    public static Destination Partner { get; } = new()
    {
        Name = "partner",
        Profile = Profile.PartnerConversions,
        Endpoint = new Uri("https://ad-studio-api.spotify.example/v1/conversions"),
        Partner = new PartnerScope(new Uri("https://accounts.spotify.example/api/token"), "client-id", "client-secret", "987654321", "123456789"),
    };

    public static SpotifyClient Client(HttpClient http, ISecretReader secrets, TimeProvider time) =>
        new(http, new BearerTokens(secrets, new PartnerTokens(http, secrets, time)), time);

    public static Destination Of(Profile profile) => profile switch
    {
        Profile.CapiDirectFlat => Flat,
        Profile.PartnerConversions => Partner,
        _ => Direct,
    };
}
