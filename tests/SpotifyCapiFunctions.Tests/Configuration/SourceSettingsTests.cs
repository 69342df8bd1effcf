using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class SourceSettingsTests
{
    private const string Shop = "Sources__shop__";

    private static readonly (string, string?)[] OtherSecret = [("Secrets__old_secret", "older")];

    [Theory]
    [InlineData("Kind", null)]
    [InlineData("Kind", "Shopyfi")]
    [InlineData("Secrets", null)]
    [InlineData("Secrets", " , ")]
    [InlineData("Secrets", "whsec_the+secret/itself=")]
    [InlineData("Destination", "nowhere")]
    [InlineData("PurchaseTopic", "orders/updated")]
    [InlineData("Topics", "orders/paid,orders/updated")]
    [InlineData("Money", "both")]
    [InlineData("Consent", "assumed")]
    [InlineData("OrderEventId", "no-braces")]
    public void BadValue_IsNamed(string name, string? value) => Configured.IsRefused(Shop + name, value);

    [Fact]
    public void SecretsAsACommaList_AreAllNames() => Assert.Equal(
        ["shop-secret", "old-secret"], Configured.Load([.. OtherSecret, (Shop + "Secrets", "shop-secret, old-secret")]).Sources["shop"].SecretNames);

    [Fact]
    public void SecretsAsNumberedSettings_AreAllNames() => Assert.Equal(
        ["shop-secret", "old-secret"],
        Configured.Load([.. OtherSecret, (Shop + "Secrets", null), (Shop + "Secrets__0", "shop-secret"), (Shop + "Secrets__1", "old-secret")])
            .Sources["shop"].SecretNames);

    [Fact]
    public void SecondSecretThatIsMissing_IsNamed()
    {
        var problem = Assert.Single(Configured.Problems((Shop + "Secrets", "shop-secret,old-secret")));

        Assert.Equal("Secrets__old_secret", problem.Setting);
    }

    [Fact]
    public void WithSeveralDestinations_ASourceMustNameOne()
    {
        var problems = Configured.Problems(
            ("Destinations__other__ConnectionId", Configured.Connection), ("Destinations__other__TokenSecret", "main-token"));

        Assert.Equal([Shop + "Destination"], problems.Select(problem => problem.Setting));
    }

    [Fact]
    public void NoSource_IsAnAppForCanonicalEventsOnly() =>
        Assert.Empty(Configured.Load((Shop + "Kind", null), (Shop + "Secrets", null)).Sources);

    [Fact]
    public void ASourceOfFiles_NeedsNoSecretAndTakesNoWebhooks()
    {
        var settings = Configured.Load(("Sources__store__Kind", "offlinefile"), ("Sources__store__TimeZone", "Europe/Berlin"));

        Assert.Equal("main", settings.FileSources["STORE"].Destination);
        Assert.False(settings.Sources.ContainsKey("store"));
        Assert.Empty(settings.Unused);
    }
}
