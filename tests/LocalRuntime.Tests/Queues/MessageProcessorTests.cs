using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Tests.Queues;

public sealed class MessageProcessorTests(AzuriteCollection.Storage storage) : QueueTest(storage)
{
    private const string MaxDequeueCount = "AzureFunctionsJobHost:extensions:queues:maxDequeueCount=3";

    [Fact]
    public async Task Success_DeletesTheMessage()
    {
        await SendAsync("grün");
        await using var app = await StartAsync();

        await EmptyAsync();

        Assert.Equal([("grün", 1)], Probe.Seen);
    }

    [Fact]
    public async Task FunctionThatAlwaysThrows_EndsInPoisonAfterExactlyMaxDequeueCountTries()
    {
        const string body = "{ \"email\": \"jane@example.com\",  \"ü\": \"\\u00fc\" }\r\n";
        Probe.Work = (message, _) => throw new InvalidOperationException(message.Body.ToString());
        await SendAsync(body);
        await using var app = await StartAsync([MaxDequeueCount]);

        var poison = await PoisonMessageAsync();
        await EmptyAsync();

        Assert.Equal([(body, 1), (body, 2), (body, 3)], Probe.Seen);
        Assert.Equal(Encoded(body), poison.Body.ToString());
        Assert.Equal(0, poison.DequeueCount);
        Assert.InRange((poison.ExpiresOn - poison.InsertedOn)!.Value.TotalDays, 6.9, 7.1);
        Assert.Equal(3, app.Log.Entries.Count(entry => entry.Level == LogLevel.Error));
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Text.Contains("jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FunctionThatThrowsOnce_SucceedsOnTheSecondTryWithTheSameBody()
    {
        Probe.Work = (message, _) => message.DequeueCount == 1 ? throw new InvalidOperationException() : Task.CompletedTask;
        await SendAsync("again");
        await using var app = await StartAsync();

        await EmptyAsync();

        Assert.Equal([("again", 1), ("again", 2)], Probe.Seen);
        Assert.False(await Poison.ExistsAsync());
    }

    [Fact]
    public async Task FailedMessage_StaysHiddenForTheVisibilityTimeout()
    {
        Probe.Work = (_, _) => throw new InvalidOperationException();
        await SendAsync("later");
        await using var app = await StartAsync(["AzureFunctionsJobHost:extensions:queues:visibilityTimeout=01:00:00"]);
        await Eventually.TrueAsync(() => app.Log.Entries.Any(entry => entry.Level == LogLevel.Error), "the failure is logged");

        await app.DisposeAsync();

        Assert.Single(Probe.Seen);
        Assert.Empty((await Queue.PeekMessagesAsync()).Value);
        Assert.Equal(1, (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task FailureOfTheLastTry_IsPoisonAtOnce()
    {
        Probe.Work = (_, _) => throw new InvalidOperationException();
        await SendAsync("only one try");
        await using var app = await StartAsync(
        [
            "AzureFunctionsJobHost:extensions:queues:maxDequeueCount=1",
            "AzureFunctionsJobHost:extensions:queues:visibilityTimeout=01:00:00",
        ]);

        Assert.Equal(Encoded("only one try"), (await PoisonMessageAsync()).Body.ToString());
        await EmptyAsync();
    }

    [Fact]
    public async Task MessageAboveMaxDequeueCount_IsPoisonWithoutRunning()
    {
        await SendAsync("crashed");
        for (var crash = 0; crash < 3; crash++)
        {
            var received = (await Queue.ReceiveMessageAsync()).Value;
            await Queue.UpdateMessageAsync(received.MessageId, received.PopReceipt, messageText: null, TimeSpan.Zero);
        }

        await using var app = await StartAsync([MaxDequeueCount]);

        Assert.Equal(Encoded("crashed"), (await PoisonMessageAsync()).Body.ToString());
        await EmptyAsync();
        Assert.Empty(Probe.Seen);
    }

    [Fact]
    public async Task BodyThatIsNotBase64_IsPoisonAsItIsWithoutRunning()
    {
        const string body = "{\"not\": \"base64 <&>\"}";
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync(body);
        await using var app = await StartAsync();

        Assert.Equal(body, (await PoisonMessageAsync()).Body.ToString());
        await EmptyAsync();
        Assert.Empty(Probe.Seen);
    }

    [Fact]
    public async Task EncodingNone_TakesBodiesAsTheyAre()
    {
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync("plain text");
        await using var app = await StartAsync(["AzureFunctionsJobHost:extensions:queues:messageEncoding=none"]);

        await EmptyAsync();

        Assert.Equal([("plain text", 1)], Probe.Seen);
    }

    [Fact]
    public async Task MiddlewareThatThrows_IsAFailureOfTheMessage()
    {
        await SendAsync("never reached");
        await using var app = await StartAsync([MaxDequeueCount], builder => builder.UseMiddleware<Throwing>());

        Assert.Equal(Encoded("never reached"), (await PoisonMessageAsync()).Body.ToString());
        await EmptyAsync();
        Assert.Empty(Probe.Seen);
    }

    [Fact]
    public async Task FailedMessageOfAPoisonQueue_StaysThere()
    {
        Probe.Work = (message, _) => message.DequeueCount < 3 ? throw new InvalidOperationException() : Task.CompletedTask;
        await Poison.CreateIfNotExistsAsync();
        await Poison.SendMessageAsync("raw, not Base64");
        await using var app = await StartAsync(
        [
            "ProbeQueue=" + Poison.Name,
            "AzureFunctionsJobHost:extensions:queues:maxDequeueCount=3",
            "AzureFunctionsJobHost:extensions:queues:maxPollingInterval=00:00:01",
        ]);

        await Eventually.TrueAsync(
            async () => (await Poison.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "the third try deletes the message");

        Assert.Equal([("raw, not Base64", 1), ("raw, not Base64", 2), ("raw, not Base64", 3)], Probe.Seen);
        Assert.False(await Storage.Queue(Poison.Name + "-poison").ExistsAsync());
    }

    /// <summary>The genuine host has nowhere to put it and does not run the function any more.</summary>
    [Fact]
    public async Task MessageOfAPoisonQueueAboveMaxDequeueCount_IsLeftAlone()
    {
        Probe.Work = (_, _) => throw new InvalidOperationException();
        await Poison.CreateIfNotExistsAsync();
        await Poison.SendMessageAsync("raw, not Base64");
        await using var app = await StartAsync(
        [
            "ProbeQueue=" + Poison.Name,
            "AzureFunctionsJobHost:extensions:queues:maxDequeueCount=1",
            "AzureFunctionsJobHost:extensions:queues:maxPollingInterval=00:00:00.2",
            "LocalRuntime:LeaseSeconds=1",
        ]);

        await Eventually.TrueAsync(() => Probe.Seen.Count == 1, "the message is tried once");
        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.Equal([("raw, not Base64", 1)], Probe.Seen);
        Assert.Equal(1, (await Poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    public sealed class Throwing : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => throw new InvalidOperationException();
    }
}
