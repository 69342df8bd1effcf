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
