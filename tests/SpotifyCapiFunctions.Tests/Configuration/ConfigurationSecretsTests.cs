using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class ConfigurationSecretsTests
{
    private readonly ConfigurationSecrets secrets = new(Configured.With(("Secrets__unresolved", "@Microsoft.KeyVault(SecretUri=https://example.vault.azure.net/secrets/x)")));

    [Fact]
    public async Task Secret_comes_from_the_settings()
    {
        Assert.Equal("the token", (await secrets.GetAsync("main-token", default)).Reveal());
        Assert.Equal("the token", (await secrets.RefreshAsync("main-token", default)).Reveal());
    }

    [Theory]
    [InlineData("other")]
    [InlineData("unresolved")]
    public async Task Missing_secret_is_unavailable_and_named(string name)
    {
        var thrown = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.GetAsync(name, default));

        Assert.Equal(name, thrown.Name);
    }
}

public sealed class SecretSettingsTests
{
    [Theory]
    [InlineData("Secrets__main-token")]
    [InlineData("Secrets__main_token")]
    [InlineData("secrets__MAIN_TOKEN")]
    public void Secret_is_found_with_hyphen_or_underscore(string name) =>
        Assert.Equal("x", SecretSettings.Find(Configured.From([KeyValuePair.Create<string, string?>(name, "x")]), "main-token"));

    [Fact]
    public void Exact_name_wins_over_the_one_with_underscore() =>
        Assert.Equal("exact", SecretSettings.Find(Configured.With(("Secrets__main-token", "exact")), "main-token"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Missing_or_blank_secret_is_named_as_a_shell_can_set_it(string? value)
    {
        var problem = Assert.Single(Configured.Problems(("Secrets__main_token", value)));

        Assert.Equal("Secrets__main_token", problem.Setting);
    }

    [Fact]
    public void Secret_that_two_need_is_missed_once() => Assert.Single(
        Configured.Problems(("Sources__shop__Secrets", "main-token"), ("Secrets__main_token", null)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("spotify-capi-token-2", true)]
    [InlineData("", false)]
    [InlineData("under_score", false)]
    [InlineData("dot.", false)]
    [InlineData("ü", false)]
    public void Name_is_one_that_Key_Vault_takes(string name, bool valid) => Assert.Equal(valid, SecretSettings.IsName(name));

    [Fact]
    public void Name_has_at_most_127_characters()
    {
        Assert.True(SecretSettings.IsName(new string('a', 127)));
        Assert.False(SecretSettings.IsName(new string('a', 128)));
    }
}
