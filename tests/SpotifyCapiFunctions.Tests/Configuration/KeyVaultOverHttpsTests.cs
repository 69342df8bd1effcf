using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

/// <summary>The genuine <c>SecretClient</c> against a vault that speaks its protocol.</summary>
public sealed class KeyVaultOverHttpsTests : IAsyncLifetime
{
    private const string Name = "spotify-capi-token";

    private readonly StandingTime time = new();
    private KeyVaultStandIn? vault;
    private KeyVaultSecrets? secrets;

    public async Task InitializeAsync()
    {
        vault = await KeyVaultStandIn.StartAsync();
        vault.Values[Name] = "first";
        secrets = new KeyVaultSecrets(vault.Client(), new KeyVaultOptions(), time, NullLogger<KeyVaultSecrets>.Instance);
    }

    public async Task DisposeAsync() => await vault!.DisposeAsync();

    [Fact]
    public async Task Secret_is_read_after_the_vaults_challenge()
    {
        Assert.Equal("first", await GetAsync());
        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, vault!.Reads);
    }

    [Fact]
    public async Task Rotated_secret_is_used_without_a_restart_as_soon_as_the_old_one_is_refused()
    {
        await GetAsync();
        vault!.Values[Name] = "second";
        time.Advance(TimeSpan.FromSeconds(31));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => secrets!.RefreshAsync(Name, default).AsTask()));

        Assert.Equal("second", await GetAsync());
        Assert.Equal(2, vault.Reads);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Vault_that_refuses_leaves_the_last_good_value_in_use(HttpStatusCode status)
    {
        await GetAsync();
        vault!.Refuse = status;
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("first", (await secrets!.RefreshAsync(Name, default)).Reveal());
    }

    [Fact]
    public async Task Vault_that_refuses_from_the_start_is_unavailable_and_tried_once_in_a_window()
    {
        vault!.Refuse = HttpStatusCode.Forbidden;

        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);

        Assert.Equal(1, vault.Reads);
        vault.Refuse = null;
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("first", await GetAsync());
    }

    [Fact]
    public async Task Secret_that_the_vault_does_not_have_is_unavailable() =>
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets!.GetAsync("another", default));

    private async Task<string> GetAsync() => (await secrets!.GetAsync(Name, default)).Reveal();
}
