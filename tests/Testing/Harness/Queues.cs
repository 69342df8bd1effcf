using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;

namespace Testing.Harness;

/// <summary>A look into the app's queues from outside.</summary>
public sealed class Queues(string connectionString)
{
    private const int AtOnce = 32;

    public QueueClient Conversions { get; } = Client(connectionString, "conversions");

    public QueueClient Poison { get; } = Client(connectionString, "conversions-poison");

    /// <summary>Messages in a queue, hidden ones included.</summary>
    public static async Task<int> CountAsync(QueueClient queue)
    {
        try
        {
            return (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return 0;
        }
    }

    /// <summary>The bodies of up to 32 messages that are not hidden.</summary>
    public static async Task<IReadOnlyList<string>> PeekAsync(QueueClient queue)
    {
        try
        {
            return [.. (await queue.PeekMessagesAsync(AtOnce)).Value.Select(message => message.Body.ToString())];
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return [];
        }
    }

    /// <summary>The ids of all events in messages that are not hidden. Hides them for a minute: at the end of a test, with the app stopped.</summary>
    public static async Task<IReadOnlyList<string>> EventIdsAsync(QueueClient queue)
    {
        var ids = new List<string>();
        if (await CountAsync(queue) == 0)
            return ids;
        while ((await queue.ReceiveMessagesAsync(AtOnce, TimeSpan.FromSeconds(60))).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
                ids.AddRange(EventIds(message.Body.ToString()));
        }

        return ids;
    }

    /// <summary>The ids in an envelope; none when it is not one.</summary>
    public static IReadOnlyList<string> EventIds(string envelope)
    {
        try
        {
            using var outside = JsonDocument.Parse(envelope);
            using var json = outside.RootElement.TryGetProperty("br", out var compressed) ? Decompress(compressed) : JsonDocument.Parse(envelope);
            return [.. json.RootElement.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    /// <summary>Waits until nothing is left to deliver, hidden messages included.</summary>
    public async Task DrainedAsync(TimeSpan? limit = null)
    {
        var left = 0;
        await Eventually.TrueAsync(
            async () => (left = await CountAsync(Conversions)) == 0, () => $"the queue is empty ({left} messages left)", limit);
    }

    private static JsonDocument Decompress(JsonElement compressed)
    {
        using var stream = new BrotliStream(new MemoryStream(compressed.GetBytesFromBase64()), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }

    private static QueueClient Client(string connectionString, string name) => new(connectionString, name, new QueueClientOptions
    {
        MessageEncoding = QueueMessageEncoding.Base64,
        Retry = { MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(10) },
    });
}
