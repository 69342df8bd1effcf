using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class AppSettingsTests
{
    [Fact]
    public void Good_settings_are_loaded_with_their_defaults()
    {
        var settings = Configured.Load();

        Assert.Equal("https://capi.spotify.com/capi-direct/events/", settings.Destinations["main"].Endpoint.AbsoluteUri);
        Assert.Equal("main", settings.Sources["shop"].Destination);
        Assert.Equal(1_000, settings.Ingest.MaxEvents);
        Assert.Equal((1024 * 1024, 8 * 1024 * 1024), (settings.Ingest.MaxBytes, settings.Ingest.MaxWebhookBytes));
        Assert.False(settings.HashBeforeQueue);
        Assert.Null(settings.KeyVaultUri);
        Assert.Empty(settings.Unused);
    }

    [Fact]
    public void Example_for_developers_is_valid()
    {
        using var example = typeof(AppSettingsTests).Assembly.GetManifestResourceStream("local.settings.example.json")!;
        var values = System.Text.Json.JsonDocument.Parse(example).RootElement.GetProperty("Values")
            .EnumerateObject().Select(value => KeyValuePair.Create(value.Name, value.Value.GetString()));

        var settings = AppSettings.Load(Configured.From(values));

        Assert.Equal("main", Assert.Single(settings.Destinations).Key);
        Assert.Equal("shopify", Assert.Single(settings.Sources).Key);
        Assert.Empty(settings.Unused);
    }

    [Theory]
    [InlineData("Ingest__MaxEvents", "0")]
    [InlineData("Ingest__MaxEvents", "10001")]
    [InlineData("Ingest__MaxEvents", "many")]
    [InlineData("Ingest__MaxBytes", "1023")]
    [InlineData("Ingest__MaxBytes", "1e6")]
    [InlineData("Ingest__MaxWebhookBytes", "1023")]
    [InlineData("Ingest__EnqueueTimeout", "3")]
    [InlineData("Ingest__EnqueueTimeout", "00:02:00")]
    [InlineData("Ingest__GroupWindow", "00:00:02")]
    [InlineData("Ingest__GroupWindow", "5")]
    [InlineData("Ingest__GroupBytes", "1023")]
    [InlineData("Ingest__GroupBytes", "49153")]
    [InlineData("Ingest__Destination", "nowhere")]
    [InlineData("Privacy__HashBeforeQueue", "maybe")]
    [InlineData("KeyVault__Uri", "not an address")]
    [InlineData("KeyVault__Uri", "http://example.vault.azure.net")]
    [InlineData("KeyVault__MaxAge", "00:05:00")]
    [InlineData("Delivery__RetryDelays", "5,6")]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("AzureWebJobsStorage", " ")]
    public void Bad_value_is_named(string name, string? value) => Configured.IsRefused(name, value);

    [Fact]
    public void All_problems_are_listed_together()
    {
        var problems = Configured.Problems(
            ("Ingest__MaxEvents", "x"), ("Destinations__main__Profile", "x"), ("Sources__shop__Kind", "x"), ("Secrets__main_token", null));

        Assert.Equal(
            ["Destinations__main__Profile", "Sources__shop__Kind", "Ingest__MaxEvents", "Secrets__main_token"], problems.Select(problem => problem.Setting));
    }

    [Theory]
    [InlineData("Destinations__main__Conection")]
    [InlineData("Privacy__HashBeforQueue")]
    [InlineData("Delivery__MaxAgee")]
    public void Mistyped_setting_is_known_as_unused(string name) => Assert.Equal([name], Configured.Load((name, "true")).Unused);

    [Fact]
    public void Destination_is_the_named_one_else_the_settings_else_the_only_one()
    {
        (string, string?)[] second =
        [
            ("Destinations__other__ConnectionId", Configured.Connection),
            ("Destinations__other__TokenSecret", "main-token"),
            ("Sources__shop__Destination", "main"),
        ];

        Assert.Equal("main", Chosen(Configured.Load(), null)!.Name);
        Assert.Equal("main", Chosen(Configured.Load(), "MAIN")!.Name);
        Assert.Null(Chosen(Configured.Load(), "nowhere"));
        Assert.Null(Chosen(Configured.Load(second), null));
        Assert.Equal("other", Chosen(Configured.Load([.. second, ("Ingest__Destination", "other")]), null)!.Name);
        Assert.Equal("main", Chosen(Configured.Load([.. second, ("Ingest__Destination", "other")]), "main")!.Name);
    }

    private static Destination? Chosen(AppSettings settings, string? name) => settings.Destinations.Choose(name, settings.Ingest);

    [Fact]
    public void With_a_vault_secrets_are_not_looked_for_in_the_settings()
    {
        var settings = Configured.Load(("KeyVault__Uri", "https://vault.example/"), ("Secrets__main_token", null), ("Secrets__shop_secret", null));

        Assert.Equal("https://vault.example/", settings.KeyVaultUri!.AbsoluteUri);
    }
}

public sealed class InvalidSettingsExceptionTests
{
    [Fact]
    public async Task Report_is_a_line_of_its_own_for_each_problem_that_the_host_takes_for_an_error()
    {
        using var output = new StringWriter();

        var exitCode = await new InvalidSettingsException([new("A__b", "is missing."), new("C", "must be 1.")]).ReportAsync(output);

        Assert.NotEqual(0, exitCode);
        Assert.Equal(
            ["error: The app does not start: 2 problems in its settings.", "error: A__b: is missing.", "error: C: must be 1."],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void One_problem_is_told_in_the_singular() => Assert.StartsWith(
        "The app does not start: 1 problem in its settings.",
        new InvalidSettingsException([new SettingProblem("A", "is missing.")]).Message,
        StringComparison.Ordinal);
}
