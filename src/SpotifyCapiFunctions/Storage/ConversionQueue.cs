using System.Buffers;
using System.Buffers.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using SpotifyCapi.Delivery;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Sends envelopes to the queue. A message is stored when <see cref="SendAsync"/> returns true, and never expires.</summary>
public sealed class ConversionQueue(
    QueueClient client, IngestOptions options, ConversionTelemetry telemetry, StorageTrouble trouble, TimeProvider time) : IEventQueue
{
    // The service's default of seven days would lose events of a longer outage.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    // No caller waits for a deferred message, and a timeout leaves behind a copy that may be stored all the same: a slow queue must not fill itself.
    internal static readonly TimeSpan DeferralTimeout = TimeSpan.FromSeconds(30);

    // To see the queue takes another role than to send to it.
    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(1);

    private readonly string send = $"{client.Name} send";
    private readonly string look = $"{client.Name} depth";
    private volatile bool exists;

    /// <summary>Sends to the app's queue.</summary>
    internal ConversionQueue(StorageQueues queues, IngestOptions options, ConversionTelemetry telemetry, StorageTrouble trouble, TimeProvider time)
        : this(queues.Get(StorageNames.Conversions), options, telemetry, trouble, time) => DeferralClient = queues.GetPatient(StorageNames.Conversions);

    /// <summary>The same queue with longer timeouts, for deferred messages; null: the same client.</summary>
    internal QueueClient? DeferralClient { get; init; }

    public async Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        var target = visibleAfter is null ? client : DeferralClient ?? client;
        using var limit = new CancellationTokenSource(visibleAfter is null ? options.EnqueueTimeout : DeferralTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await EnsureExistsAsync(linked.Token);
            await target.SendMessageAsync(BinaryData.FromBytes(body), WholeSeconds(visibleAfter), NeverExpires, linked.Token);
            telemetry.Enqueued();
            trouble.Succeeded(send);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException || !cancellationToken.IsCancellationRequested)
        {
            // A refusal, a time limit, no connection, or no token for the identity: not confirmed, whatever it was.
            exists &= exception is not RequestFailedException { ErrorCode: "QueueNotFound" };
            trouble.Failed(send, exception);
            return false;
        }
    }

    /// <summary>About how many messages wait, hidden ones included; 0 when the queue does not say.</summary>
    public async Task<int> DepthAsync(CancellationToken cancellationToken)
    {
        try
        {
            var depth = (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
            trouble.Succeeded(look);
            return depth;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Failed(look, exception);
            return 0;
        }
    }

    /// <summary>What the last send was refused with, when that was a moment ago and none was taken since.</summary>
    internal StorageFailure? Refused => trouble.Failing.FirstOrDefault(
        failure => failure.Operation == send && failure.Status is 401 or 403 && time.GetUtcNow() - failure.Last < RefusedFor);

    /// <summary>Looks at the queue without changing anything. One that does not exist comes into being with the next send.</summary>
    /// <returns>Why it cannot be reached; null: it can.</returns>
    internal async Task<Exception?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.EnqueueTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await client.GetPropertiesAsync(linked.Token);
            return null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception;
        }
    }

    // The queue counts in whole seconds and would cut off the rest.
    private static TimeSpan? WholeSeconds(TimeSpan? delay) => delay is { } value ? TimeSpan.FromSeconds(Math.Ceiling(value.TotalSeconds)) : null;

    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }
    }
}

/// <summary>How many messages wait, hidden ones and those being worked on included, as far as the queue service knows.</summary>
public sealed class QueueDepth(QueueClient conversions, QueueClient poison, StorageTrouble trouble, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>Asks both queues.</summary>
    /// <returns>Messages; null for a queue that does not answer.</returns>
    public async Task<(int? Conversions, int? Poison)> ReadAsync(CancellationToken cancellationToken)
    {
        var waiting = CountAsync(conversions, cancellationToken);
        var dead = CountAsync(poison, cancellationToken);
        return (await waiting, await dead);
    }

    private async Task<int?> CountAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        var look = $"{queue.Name} depth";
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var depth = (await queue.GetPropertiesAsync(linked.Token)).Value.ApproximateMessagesCount;
            trouble.Succeeded(look);
            return depth;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // The poison queue comes into being with its first message.
            return 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Failed(look, exception);
            return null;
        }
    }
}

/// <summary>
/// What a message of the queue holds. The app sends Base64, and the host hands the text over as it stands (<c>messageEncoding</c> in host.json is
/// <c>none</c>). Would the host decode, it would put a message that is not Base64 into the poison queue as it is, where it is not Base64
/// either: no function would ever see it.
/// </summary>
internal static class QueuedBody
{
    /// <summary>The bytes of a message: decoded, with white space passed over, or the text itself where it is not Base64.</summary>
    public static ReadOnlyMemory<byte> Of(QueueMessage message)
    {
        var text = message.Body.ToMemory();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text.Span, bytes, out _, out var length) == OperationStatus.Done ? bytes.AsMemory(0, length) : text;
    }
}
