using System.Net;
using System.Net.Sockets;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

/// <summary>A vault that fails, is silent, or comes back.</summary>
public sealed class KeyVaultOutageTests : KeyVaultSecretsTest
{
    /// <summary>What the client throws when the vault answers with an error, cannot be reached, does not know us, or is silent.</summary>
    public static TheoryData<string> Failures { get; } = ["error", "several tries", "no identity", "timeout", "several timeouts"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task While_the_vault_is_down_the_last_good_value_is_used_and_the_vault_spared(string failure)
    {
        await GetAsync();
        time.Advance(TimeSpan.FromMinutes(11));
        vault.Failure = Failure(failure);

        for (var i = 0; i < 100; i++)
            Assert.Equal("first", await GetAsync());
        await RefreshAsync();
        Assert.Equal(2, vault.Calls);

        (vault.Failure, vault.Values[Name]) = (null, "second");
        time.Advance(TimeSpan.FromSeconds(31));
        await BecomesAsync("second");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Never_read_and_down_is_unavailable_and_named(string failure)
    {
        vault.Failure = Failure(failure);

        var thrown = await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);

        Assert.Equal(Name, thrown.Name);
    }

    [Fact]
    public async Task Host_that_stops_is_no_failure_of_the_vault()
    {
        vault.Open = new TaskCompletionSource().Task;
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await secrets.GetAsync(Name, stopping.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Real_client_of_a_vault_that_is_not_there_is_unavailable(bool silent)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"https://{listener.LocalEndpoint}";
        if (!silent)
            listener.Stop();
        var options = new SecretClientOptions();
        KeyVaultSecrets.Configure(options);
        var client = new SecretClient(new Uri(address), Scripted.Credential(() => new("token", DateTimeOffset.MaxValue)), options);
        var real = new KeyVaultSecrets(client, new KeyVaultOptions(), TimeProvider.System, NullLogger<KeyVaultSecrets>.Instance);

        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await real.GetAsync(Name, default).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Silent_vault_is_not_waited_for_longer_than_a_sender_waits()
    {
        var open = new TaskCompletionSource();
        vault.Open = open.Task;
        var impatient = Reading(new KeyVaultOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await impatient.GetAsync(Name, default).AsTask().WaitAsync(Limit));
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await impatient.RefreshAsync(Name, default).AsTask().WaitAsync(Limit));
        Assert.Equal(1, vault.Calls);

        // The read goes on, and what it brings is there for the next one.
        await Task.Run(open.SetResult);
        for (var i = 0; i < 500 && await Record.ExceptionAsync(async () => await impatient.GetAsync(Name, default)) is not null; i++)
            await Task.Delay(10);
        Assert.Equal("first", (await impatient.GetAsync(Name, default)).Reveal());
        Assert.Equal(1, vault.Calls);
    }

    [Fact]
    public async Task Caller_that_gives_up_leaves_the_read_to_the_others()
    {
        var open = new TaskCompletionSource();
        vault.Open = open.Task;
        using var impatient = new CancellationTokenSource();
        var first = secrets.GetAsync(Name, impatient.Token).AsTask();
        var second = GetAsync();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Limit));
        await Task.Run(open.SetResult);

        Assert.Equal("first", await second.WaitAsync(Limit));
        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, vault.Calls);
    }

    [Fact]
    public async Task Vault_that_comes_back_after_a_failure_is_asked_again_once_the_window_is_over()
    {
        vault.Failure = Failure("timeout");
        await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);
        vault.Failure = null;

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("first", await GetAsync());
    }
}
