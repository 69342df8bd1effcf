using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Configuration;

/// <summary>A vault that fails, is silent, or comes back.</summary>
public sealed class KeyVaultOutageTests : KeyVaultSecretsTest
{
    /// <summary>What the client throws when the vault answers with an error, cannot be reached, does not know us, or is silent.</summary>
    public static TheoryData<string> Failures { get; } = ["error", "several tries", "no identity", "timeout", "several timeouts"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task WhileTheVaultIsDown_TheLastGoodValueIsUsedAndTheVaultSpared(string failure)
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
    public async Task NeverReadAndDown_IsUnavailableAndNamed(string failure)
    {
        vault.Failure = Failure(failure);

        var thrown = await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);

        Assert.Equal(Name, thrown.Name);
    }

    [Fact]
    public async Task HostThatStops_IsNoFailureOfTheVault()
    {
        vault.Open = new TaskCompletionSource().Task;
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await secrets.GetAsync(Name, stopping.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RealClientOfAVaultThatIsNotThere_IsUnavailable(bool silent)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"https://{listener.LocalEndpoint}";
        if (!silent)
            listener.Stop();
        var options = new SecretClientOptions();
        KeyVaultSecrets.Configure(options);
        var client = new SecretClient(new Uri(address), new AnyToken(), options);
        var real = new KeyVaultSecrets(client, new KeyVaultOptions(), TimeProvider.System, NullLogger<KeyVaultSecrets>.Instance);

        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await real.GetAsync(Name, default).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task SilentVault_IsNotWaitedForLongerThanASenderWaits()
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
    public async Task CallerThatGivesUp_LeavesTheReadToTheOthers()
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
    public async Task VaultThatComesBackAfterAFailure_IsAskedAgainOnceTheWindowIsOver()
    {
        vault.Failure = Failure("timeout");
        await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);
        vault.Failure = null;

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("first", await GetAsync());
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
