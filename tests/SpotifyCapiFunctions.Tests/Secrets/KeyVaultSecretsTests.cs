using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Secrets;
using SpotifyCapiFunctions.Secrets;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Secrets;

public sealed class KeyVaultSecretsTests
{
    private const string Name = "token";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeVault vault = new() { Values = { [Name] = "first" } };
    private readonly ManualTime time = new();
    private readonly KeyVaultSecrets secrets;

    public KeyVaultSecretsTests() => secrets = Secrets(new KeyVaultOptions());

    /// <summary>What the client throws when the vault answers with an error, cannot be reached, does not know us, or is silent.</summary>
    public static TheoryData<string> Failures { get; } = ["error", "several tries", "no identity", "timeout", "several timeouts"];

    [Fact]
    public async Task Secret_IsReadOnceInFiveMinutesAndThenRenewedInTheBackground()
    {
        Assert.Equal("first", await GetAsync());
        vault.Values[Name] = "second";
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, vault.Calls);

        time.Advance(TimeSpan.FromTicks(1));

        await BecomesAsync("second");
        Assert.Equal(2, vault.Calls);
    }

    [Fact]
    public async Task AfterADayWithoutTheVault_TheLastValueIsNotUsedAnyMore()
    {
        await GetAsync();
        vault.Failure = Failure("error");
        time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Equal("first", await GetAsync());

        time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);
    }

    [Fact]
    public async Task RefusedToken_IsReadAgainAtMostOnceInThirtySeconds()
    {
        await GetAsync();
        vault.Values[Name] = "second";
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("first", await RefreshAsync());

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("second", await RefreshAsync());
        Assert.Equal("second", await RefreshAsync());
        Assert.Equal("second", await GetAsync());
        Assert.Equal(2, vault.Calls);
    }

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
    public async Task UnknownSecret_IsUnavailable() =>
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.GetAsync("other", default));

    [Fact]
    public async Task CallersAtTheSameTime_ShareOneRead()
    {
        var open = new TaskCompletionSource();
        vault.Open = open.Task;

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(GetAsync)).ToArray();
        await Task.Run(open.SetResult);

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("first", value));
        Assert.Equal(1, vault.Calls);
    }

    [Fact]
    public async Task RefusalsAtTheSameTime_ShareOneRead()
    {
        await GetAsync();
        vault.Values[Name] = "second";
        time.Advance(TimeSpan.FromMinutes(1));

        var values = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(RefreshAsync)));

        Assert.All(values, value => Assert.Equal("second", value));
        Assert.Equal(2, vault.Calls);
    }

    [Fact]
    public async Task WhileAnOldSecretIsReadAnew_NobodyWaits()
    {
        await GetAsync();
        time.Advance(TimeSpan.FromMinutes(11));
        var open = new TaskCompletionSource();
        (vault.Open, vault.Values[Name]) = (open.Task, "second");

        for (var i = 0; i < 10; i++)
            Assert.Equal("first", await GetAsync());
        await Task.Run(open.SetResult);

        await BecomesAsync("second");
        Assert.Equal(2, vault.Calls);
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
        var client = KeyVaultSecrets.CreateClient(new Uri(address), new AnyToken());
        var real = new KeyVaultSecrets(client, new KeyVaultOptions(), TimeProvider.System, NullLogger<KeyVaultSecrets>.Instance);

        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await real.GetAsync(Name, default).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task SilentVault_IsNotWaitedForLongerThanASenderWaits()
    {
        var open = new TaskCompletionSource();
        vault.Open = open.Task;
        var impatient = Secrets(new KeyVaultOptions { LongestWait = TimeSpan.FromMilliseconds(50) });

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

    private KeyVaultSecrets Secrets(KeyVaultOptions options) => new(vault, options, time, NullLogger<KeyVaultSecrets>.Instance);

    private async Task<string> GetAsync() => (await secrets.GetAsync(Name, default)).Reveal();

    private async Task BecomesAsync(string value)
    {
        for (var i = 0; i < 500 && await GetAsync() != value; i++)
            await Task.Delay(10);
        Assert.Equal(value, await GetAsync());
    }

    private async Task<string> RefreshAsync() => (await secrets.RefreshAsync(Name, default)).Reveal();

    private static Exception Failure(string kind) => kind switch
    {
        "error" => new RequestFailedException(503, "Service Unavailable"),
        "several tries" => new AggregateException(new RequestFailedException("Connection refused"), new RequestFailedException("Connection refused")),
        "no identity" => new CredentialUnavailableException("No identity."),
        "timeout" => new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout."),
        "several timeouts" => new AggregateException(new TaskCanceledException(), new TaskCanceledException()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
