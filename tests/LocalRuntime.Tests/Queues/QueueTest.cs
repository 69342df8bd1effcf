using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Tests.Queues;

/// <summary>A queue of its own for each test, with the probe function on it.</summary>
[Collection(AzuriteCollection.Name)]
public abstract class QueueTest(AzuriteCollection.Storage storage)
{
    private protected AzuriteCollection.Storage Storage { get; } = storage;

    private protected QueueProbe Probe { get; } = new();

    private protected QueueClient Queue { get; } = storage.Queue(storage.NewQueueName());

    private protected QueueClient Poison => Storage.Queue(Queue.Name + "-poison");

    private protected Task<RunningApp> StartAsync(string[]? settings = null, Action<FunctionsApplicationBuilder>? configure = null) =>
        StartAsync([typeof(QueueProbe.Function)], settings, configure);

    private protected Task<RunningApp> StartAsync(
        Type[] functions, string[]? settings = null, Action<FunctionsApplicationBuilder>? configure = null) =>
        RunningApp.StartAsync(
            functions,
            ["AzureWebJobsStorage=" + Storage.ConnectionString, "ProbeQueue=" + Queue.Name, .. settings ?? []],
            builder =>
            {
                builder.Services.AddSingleton(Probe);
                configure?.Invoke(builder);
            });

    private protected async Task SendAsync(string body)
    {
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync(Encoded(body));
    }

    private protected static string Encoded(string body) => Convert.ToBase64String(Encoding.UTF8.GetBytes(body));

    /// <summary>Waits until the queue holds nothing, not even a hidden message.</summary>
    private protected Task EmptyAsync() =>
        Eventually.TrueAsync(async () => (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "the queue is empty");

    private protected async Task<PeekedMessage> PoisonMessageAsync()
    {
        await Eventually.TrueAsync(async () => await Poison.ExistsAsync() && (await Poison.PeekMessagesAsync(32)).Value.Length > 0, "a poison message");
        return Assert.Single((await Poison.PeekMessagesAsync(32)).Value);
    }
}
