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
    public void Bad_value_is_named(string name, string? value) => Configured.IsRefused(Shop + name, value);

    [Fact]
    public void Secrets_as_a_comma_list_are_all_names() => Assert.Equal(
        ["shop-secret", "old-secret"], Configured.Load([.. OtherSecret, (Shop + "Secrets", "shop-secret, old-secret")]).Sources["shop"].SecretNames);

    [Fact]
    public void Secrets_as_numbered_settings_are_all_names() => Assert.Equal(
        ["shop-secret", "old-secret"],
        Configured.Load([.. OtherSecret, (Shop + "Secrets", null), (Shop + "Secrets__0", "shop-secret"), (Shop + "Secrets__1", "old-secret")])
            .Sources["shop"].SecretNames);

    [Fact]
    public void Second_secret_that_is_missing_is_named()
    {
        var problem = Assert.Single(Configured.Problems((Shop + "Secrets", "shop-secret,old-secret")));

        Assert.Equal("Secrets__old_secret", problem.Setting);
    }

    [Fact]
    public void With_several_destinations_a_source_must_name_one()
    {
        var problems = Configured.Problems(
            ("Destinations__other__ConnectionId", Configured.Connection), ("Destinations__other__TokenSecret", "main-token"));

        Assert.Equal([Shop + "Destination"], problems.Select(problem => problem.Setting));
    }

    [Fact]
    public void No_source_is_an_app_for_canonical_events_only() =>
        Assert.Empty(Configured.Load((Shop + "Kind", null), (Shop + "Secrets", null)).Sources);

    /// <summary>Order 727 of a second shop, and receipt 727 of a till, would be taken for order 727.</summary>
    [Theory]
    [InlineData("", "", "Sources a, b, till make ids such as order-{} ")]
    [InlineData("a__OrderEventId", "{source}-{id}", "Sources b, till make ids such as order-{} ")]
    [InlineData("till__OrderEventId", "{source}-{order_id}", "Sources a, b make ids such as order-{} ")]
    [InlineData("till__SharesNumbers", "true", "Sources a, b make ids such as order-{} ")]
    [InlineData("till__EventIdColumns", "store,receipt", "Sources a, b make ids such as order-{} ")]
    public void Sources_that_number_for_themselves_are_named_at_the_start(string name, string value, string expected)
    {
        (string, string?)[] shops =
        [
            ("Sources__a__Kind", "WooCommerce"), ("Sources__a__Secrets", "shop-secret"), ("Sources__b__Kind", "WooCommerce"), ("Sources__b__Secrets", "shop-secret"),
            ("Sources__till__Kind", "OfflineFile"), .. name.Length == 0 ? ((string, string?)[])[] : [("Sources__" + name, value)],
        ];

        var sentences = Configured.Load(shops).SharedNumbers;

        Assert.Contains(sentences, sentence => sentence.StartsWith(expected, StringComparison.Ordinal));
        Assert.Contains(sentences, sentence => sentence.StartsWith("Sources a, b make ids such as customer-{} ", StringComparison.Ordinal));
        Assert.Equal(2, sentences.Count);
    }

    [Theory]
    [InlineData("Salla", "Sources a, b make ids such as order-{} ")]
    [InlineData("Stripe", "Sources a, b make ids such as {} ")]
    [InlineData("Wix", null)]
    public void Mapped_sources_of_the_same_numbers_are_named_unless_their_ids_are_unique(string kind, string? expected)
    {
        var sentences = Configured.Load(
            ("Sources__a__Kind", kind), ("Sources__a__Secrets", "shop-secret"), ("Sources__b__Kind", kind), ("Sources__b__Secrets", "shop-secret")).SharedNumbers;

        Assert.Equal(expected is not null, sentences.Any(sentence => expected is not null && sentence.StartsWith(expected, StringComparison.Ordinal)));
        Assert.Equal(expected is null, sentences.Count == 0);
    }

    [Fact]
    public void Shopifys_own_ids_and_another_destination_are_no_risk()
    {
        Assert.Empty(Configured.Load(("Sources__other__Kind", "Shopify"), ("Sources__other__Secrets", "shop-secret"), ("Sources__till__Kind", "OfflineFile")).SharedNumbers);
        Assert.Empty(Configured.Load(
            ("Destinations__other__ConnectionId", Configured.Connection), ("Destinations__other__TokenSecret", "main-token"), ("Sources__shop__Destination", "main"),
            ("Sources__a__Kind", "OfflineFile"), ("Sources__a__Destination", "main"), ("Sources__b__Kind", "OfflineFile"), ("Sources__b__Destination", "other")).SharedNumbers);
        Assert.Single(Configured.Load(
            ("Sources__shop__OrderEventId", "order-{order_number}"), ("Sources__till__Kind", "OfflineFile")).SharedNumbers);
    }

    [Fact]
    public void A_source_of_files_needs_no_secret_and_takes_no_webhooks()
    {
        var settings = Configured.Load(("Sources__store__Kind", "offlinefile"), ("Sources__store__TimeZone", "Europe/Berlin"));

        Assert.Equal("main", settings.FileSources["STORE"].Destination);
        Assert.False(settings.Sources.ContainsKey("store"));
        Assert.Empty(settings.Unused);
    }
}
