using System.Text;

namespace Tools.Tests.LocalHost.Queues;

[Collection(SharedHost.Name)]
public sealed class MessageTests(SharedHost.Fixture shared)
{
    private HostProcess Host => shared.Host.Process;

    [Fact]
    public async Task Success_deletes_the_message()
    {
        await shared.Host.Work.SendAsync("0 success");

        await Host.LogsAsync("ended 0 success, time 1");
        await shared.Host.Work.EmptyAsync();
    }

    [Fact]
    public async Task Failure_is_tried_again_and_then_goes_to_poison()
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
    public async Task Message_that_is_not_Base64_goes_to_poison_as_it_is_and_never_runs()
    {
        await shared.Host.Text.SendMessageAsync("<not Base64>");

        Assert.Equal("<not Base64>", (await (await Storage.PoisonOfAsync(shared.Host.Text)).FirstAsync()).Body.ToString());
        Assert.DoesNotContain(Host.Log, entry => entry.Message.Contains("text <not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_parameter_gets_the_text_and_what_is_known_of_the_message()
    {
        await shared.Host.Text.SendAsync("Grüße");

        await Host.LogsAsync("text Grüße, an id of 36, time 1");
    }

    [Fact]
    public async Task Bytes_parameter_gets_the_bytes()
    {
        await shared.Host.Bytes.SendAsync("raw");

        await Host.LogsAsync("bytes raw");
    }

    [Fact]
    public async Task Many_messages_all_arrive_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => shared.Host.Bytes.SendAsync($"many {i:00}")));

        await shared.Host.Bytes.EmptyAsync();

        var seen = Host.Log.Select(entry => entry.Message).Where(message => message.StartsWith("bytes many", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"bytes many {i:00}"), seen.Order(StringComparer.Ordinal));
    }
}
