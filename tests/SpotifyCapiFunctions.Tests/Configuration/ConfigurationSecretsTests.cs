using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class ConfigurationSecretsTests
{
    private readonly ConfigurationSecrets secrets = new(Configured.With());

    [Fact]
    public async Task Secret_ComesFromTheSettings()
    {
        Assert.Equal("the token", (await secrets.GetAsync("main-token", default)).Reveal());
        Assert.Equal("the token", (await secrets.RefreshAsync("main-token", default)).Reveal());
    }

    [Fact]
    public async Task MissingSecret_IsUnavailableAndNamed()
    {
        var thrown = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.GetAsync("other", default));

        Assert.Equal("other", thrown.Name);
    }
}

public sealed class SecretSettingsTests
{
    [Theory]
    [InlineData("Secrets__main-token")]
    [InlineData("Secrets__main_token")]
    [InlineData("secrets__MAIN_TOKEN")]
    public void Secret_IsFoundWithHyphenOrUnderscore(string name) =>
        Assert.Equal("x", SecretSettings.Find(Configured.From([KeyValuePair.Create<string, string?>(name, "x")]), "main-token"));

    [Fact]
    public void ExactName_WinsOverTheOneWithUnderscore() =>
        Assert.Equal("exact", SecretSettings.Find(Configured.With(("Secrets__main-token", "exact")), "main-token"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void MissingOrBlankSecret_IsNamedAsAShellCanSetIt(string? value)
    {
        var problem = Assert.Single(Configured.Problems(("Secrets__main_token", value)));

        Assert.Equal("Secrets__main_token", problem.Setting);
    }

    [Fact]
    public void SecretThatTwoNeed_IsMissedOnce() => Assert.Single(
        Configured.Problems(("Sources__shop__Secrets", "main-token"), ("Secrets__main_token", null)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("spotify-capi-token-2", true)]
    [InlineData("", false)]
    [InlineData("under_score", false)]
    [InlineData("dot.", false)]
    [InlineData("ü", false)]
    public void Name_IsOneThatKeyVaultTakes(string name, bool valid) => Assert.Equal(valid, SecretSettings.IsName(name));

    [Fact]
    public void Name_HasAtMost127Characters()
    {
        Assert.True(SecretSettings.IsName(new string('a', 127)));
        Assert.False(SecretSettings.IsName(new string('a', 128)));
    }
}
