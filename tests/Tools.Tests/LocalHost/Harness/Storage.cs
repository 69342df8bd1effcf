using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Tools.Tests.LocalHost.Harness;

/// <summary>One Azurite for all tests; it ends with the test process.</summary>
internal static class Storage
{
    private static readonly Lazy<Task<AzuriteProcess>> Azurite = new(() => AzuriteProcess.StartAsync());
    private static int names;

    public static async Task<string> ConnectionStringAsync() => (await Azurite.Value).ConnectionString;

    /// <summary>A new queue of its own.</summary>
    public static async Task<QueueClient> QueueAsync()
    {
        var queue = new QueueClient(await ConnectionStringAsync(), $"queue{Interlocked.Increment(ref names)}");
        await queue.CreateAsync();
        return queue;
    }

    public static async Task<QueueClient> PoisonOfAsync(QueueClient queue) => new(await ConnectionStringAsync(), queue.Name + "-poison");

    public static Task SendAsync(this QueueClient queue, string body) => queue.SendMessageAsync(Encoded(body));

    public static string Encoded(string body) => Convert.ToBase64String(Encoding.UTF8.GetBytes(body));

    /// <summary>Waits until the queue holds nothing, not even a hidden message.</summary>
    public static Task EmptyAsync(this QueueClient queue) => Eventually.TrueAsync(async () => await queue.CountAsync() == 0, "the queue is empty");

    /// <summary>Visible and hidden messages.</summary>
    public static async Task<int> CountAsync(this QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    /// <summary>Waits for the first visible message.</summary>
    public static async Task<PeekedMessage> FirstAsync(this QueueClient queue)
    {
        await Eventually.TrueAsync(async () => await queue.ExistsAsync() && (await queue.PeekMessagesAsync()).Value.Length > 0, "a message in " + queue.Name);
        return (await queue.PeekMessagesAsync()).Value[0];
    }
}
