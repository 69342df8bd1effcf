using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class KeyVaultSecretsTests : KeyVaultSecretsTest
{
    [Fact]
    public async Task Secret_is_read_once_in_five_minutes_and_then_renewed_in_the_background()
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
    public async Task After_a_day_without_the_vault_the_last_value_is_not_used_any_more()
    {
        await GetAsync();
        vault.Failure = Failure("error");
        time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Equal("first", await GetAsync());

        time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<SecretUnavailableException>(GetAsync);
    }

    [Fact]
    public async Task Refused_token_is_read_again_at_most_once_in_thirty_seconds()
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

    [Fact]
    public async Task Unknown_secret_is_unavailable() =>
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await secrets.GetAsync("other", default));

    [Fact]
    public async Task Callers_at_the_same_time_share_one_read()
    {
        var open = new TaskCompletionSource();
        vault.Open = open.Task;

        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(GetAsync)).ToArray();
        await Task.Run(open.SetResult);

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("first", value));
        Assert.Equal(1, vault.Calls);
    }

    [Fact]
    public async Task Refusals_at_the_same_time_share_one_read()
    {
        await GetAsync();
        vault.Values[Name] = "second";
        time.Advance(TimeSpan.FromMinutes(1));

        var values = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(RefreshAsync)));

        Assert.All(values, value => Assert.Equal("second", value));
        Assert.Equal(2, vault.Calls);
    }

    [Fact]
    public async Task While_an_old_secret_is_read_anew_nobody_waits()
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
}
