using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class DestinationSettingsTests
{
    private const string Main = "Destinations__main__";

    private static readonly (string, string?)[] Partner =
    [
        (Main + "Profile", "partnerconversions"),
        (Main + "ConnectionId", null),
        (Main + "TokenSecret", null),
        (Main + "ClientIdSecret", "client-id"),
        (Main + "ClientSecretSecret", "client-secret"),
        (Main + "AdvertiserId", "1"),
        (Main + "ConversionId", "2"),
        ("Secrets__client_id", "x"),
        ("Secrets__client_secret", "x"),
    ];

    [Fact]
    public void Ads_API_is_set_up_wholly_or_not_at_all()
    {
        (string, string?)[] all = [(Main + "BusinessId", "b"), (Main + "DatasetId", "d"), (Main + "AdsTokenSecret", "ads-token"), ("Secrets__ads_token", "x")];

        var ads = Configured.Load(all).Destinations["main"].Ads!;
        Assert.Equal(("https://api-partner.spotify.com/ads/v3", "b", "d", "ads-token"), (ads.Endpoint.AbsoluteUri, ads.BusinessId, ads.DatasetId, ads.TokenSecret));
        Assert.Null(Configured.Load().Destinations["main"].Ads);
        foreach (var (name, _) in all)
            Assert.Equal(name, Assert.Single(Configured.Problems([.. all, (name, null)])).Setting);
        Assert.DoesNotContain("ads-token", Configured.Load(all).SecretNames);
    }

    [Theory]
    [InlineData("AdsEndpoint", "http://ads.spotify.example/")]
    [InlineData("ConnectionId", null)]
    [InlineData("ConnectionId", "{11111111-1111-4111-8111-111111111111}")]
    [InlineData("ConnectionId", "11111111111141118111111111111111")]
    [InlineData("ConnectionId", "not-a-uuid")]
    [InlineData("Profile", "CapiDirekt")]
    [InlineData("Profile", "1")]
    [InlineData("Endpoint", "capi.spotify.com")]
    [InlineData("Endpoint", "ftp://capi.spotify.com/")]
    [InlineData("Endpoint", "http://capi.spotify.com/")]
    [InlineData("Endpoint", "http://127.0.0.1.evil.example/")]
    [InlineData("PhoneFormat", "only-digits")]
    [InlineData("DefaultCountry", "Germany")]
    [InlineData("DefaultCountry", "XX")]
    [InlineData("UnknownConsent", "perhaps")]
    [InlineData("MaxEventsPerRequest", "0")]
    [InlineData("MaxEventsPerRequest", "1001")]
    [InlineData("MaxRequestBytes", "10")]
    [InlineData("EventMap__checkout", "CHECKED_OUT_NOW")]
    [InlineData("AllowAlias", "on")]
    [InlineData("MaxEventAge", "30")]
    [InlineData("MaxEventAge", "00:30:00")]
    [InlineData("OldEvents", "keep")]
    [InlineData("FutureTolerance", "02:00:00")]
    [InlineData("RequestTimeout", "00:00:21")]
    public void Bad_value_is_named(string name, string? value) => Configured.IsRefused(Main + name, value);

    [Theory]
    [InlineData("the_token_itself")]
    [InlineData("BQDxV eyJ")]
    public void Token_instead_of_its_name_is_refused_and_not_shown(string value) => Configured.IsRefused(Main + "TokenSecret", value);

    [Theory]
    [InlineData("TokenEndpoint", "http://accounts.spotify.com/api/token")]
    [InlineData("ClientIdSecret", null)]
    [InlineData("ClientSecretSecret", null)]
    [InlineData("AdvertiserId", null)]
    [InlineData("ConversionId", " ")]
    public void Partner_without_its_own_settings_is_refused(string name, string? value)
    {
        var problems = Configured.Problems([.. Partner, (Main + name, value)]);

        Assert.Equal([Main + name], problems.Select(problem => problem.Setting));
    }

    [Fact]
    public void Partner_has_its_scope_and_no_connection()
    {
        var destination = Configured.Load(Partner).Destinations["main"];

        Assert.Equal((Profile.PartnerConversions, ""), (destination.Profile, destination.ConnectionId));
        Assert.Equal(("1", "2"), (destination.Partner!.AdvertiserId, destination.Partner.ConversionId));
        Assert.Equal("https://ad-studio-api.spotify.com/v1/conversions", destination.Endpoint.AbsoluteUri);
        Assert.Equal("https://accounts.spotify.com/api/token", destination.Partner.TokenEndpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://[::1]:5000/")]
    [InlineData("https://capi.example/")]
    public void Endpoint_over_HTTPS_or_on_this_machine_is_taken(string address) =>
        Assert.Equal(address, Configured.Load((Main + "Endpoint", address)).Destinations["main"].Endpoint.AbsoluteUri);

    [Fact]
    public void Values_are_read_whatever_their_case()
    {
        var destination = Configured.Load(
            (Main + "ConnectionId", Configured.Connection.ToUpperInvariant()),
            (Main + "DefaultCountry", "de"),
            (Main + "UnknownConsent", "optin"),
            (Main + "EventMap__Newsletter Joined", "lead"),
            (Main + "MaxEventAge", "7.00:00:00")).Destinations["MAIN"];

        Assert.Equal((Configured.Connection, "DE", UnknownConsent.OptIn), (destination.ConnectionId, destination.DefaultCountry, destination.UnknownConsent));
        Assert.Equal(StandardEvent.Lead, destination.EventMap[EventNames.Key("newsletter_joined")]);
        Assert.Equal(TimeSpan.FromDays(7), destination.MaxEventAge);
    }

    [Fact]
    public void No_destination_is_one_problem_that_says_what_to_set()
    {
        var problems = Configured.Problems((Main + "ConnectionId", null), (Main + "TokenSecret", null), ("Sources__shop__Kind", null), ("Sources__shop__Secrets", null));

        Assert.Contains("Destinations__main__ConnectionId", Assert.Single(problems).Message, StringComparison.Ordinal);
    }
}
