using System.Text;

namespace Tools.Tests.LocalHost.Queues;

[Collection(SharedHost.Name)]
public sealed class MessageTests(SharedHost.Fixture shared)
{
    private HostProcess Host => shared.Host.Process;

    [Fact]
    public async Task Success_DeletesTheMessage()
    {
        await shared.Host.Work.SendAsync("0 success");

        await Host.LogsAsync("ended 0 success, time 1");
        await shared.Host.Work.EmptyAsync();
    }

    [Fact]
    public async Task Failure_IsTriedAgainAndThenGoesToPoison()
    {
        await shared.Host.Work.SendAsync("fail always");

        var poison = await (await Storage.PoisonOfAsync(shared.Host.Work)).FirstAsync();

        Assert.Equal("fail always", Encoding.UTF8.GetString(Convert.FromBase64String(poison.Body.ToString())));
        await shared.Host.Work.EmptyAsync();
        Assert.Equal(
            [.. Enumerable.Range(1, 3).Select(time => $"began fail always, time {time}")],
            Host.Log.Select(entry => entry.Message).Where(message => message.StartsWith("began fail", StringComparison.Ordinal)));
        var failures = Host.Log.Where(entry => entry.Exception.Contains("no luck with fail always", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.Equal(("Function.Work", "Error"), (failure.Category, failure.Level)));
    }

    [Fact]
    public async Task MessageThatIsNotBase64_GoesToPoisonAsItIsAndNeverRuns()
    {
        await shared.Host.Text.SendMessageAsync("<not Base64>");

        Assert.Equal("<not Base64>", (await (await Storage.PoisonOfAsync(shared.Host.Text)).FirstAsync()).Body.ToString());
        Assert.DoesNotContain(Host.Log, entry => entry.Message.Contains("text <not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TextParameter_GetsTheTextAndWhatIsKnownOfTheMessage()
    {
        await shared.Host.Text.SendAsync("Grüße");

        await Host.LogsAsync("text Grüße, an id of 36, time 1");
    }

    [Fact]
    public async Task BytesParameter_GetsTheBytes()
    {
        await shared.Host.Bytes.SendAsync("raw");

        await Host.LogsAsync("bytes raw");
    }

    [Fact]
    public async Task ManyMessages_AllArriveOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => shared.Host.Bytes.SendAsync($"many {i:00}")));

        await shared.Host.Bytes.EmptyAsync();

        var seen = Host.Log.Select(entry => entry.Message).Where(message => message.StartsWith("bytes many", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"bytes many {i:00}"), seen.Order(StringComparer.Ordinal));
    }
}
