using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using SpotifyCapi.Delivery;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Queueing;

/// <summary>Sends envelopes to the queue. A message is stored when <see cref="SendAsync"/> returns true, and never expires.</summary>
/// <param name="client">The queue <see cref="StorageNames.Conversions"/>.</param>
/// <param name="options">How long to wait.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class ConversionQueue(QueueClient client, IngestOptions options, ConversionTelemetry telemetry, TimeProvider time) : IEventQueue
{
    // The service's default of seven days would lose events of a longer outage.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private volatile bool exists;

    /// <summary>Connects with a connection string (development) or an identity (Azure).</summary>
    internal static ConversionQueue Connect(
        IConfiguration configuration, IngestOptions options, Func<TokenCredential> credential, ConversionTelemetry telemetry, TimeProvider time)
    {
        var clientOptions = new QueueClientOptions
        {
            MessageEncoding = QueueMessageEncoding.Base64,
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromMilliseconds(500), NetworkTimeout = TimeSpan.FromSeconds(1.5) },
        };
        var client = StorageSettings.ConnectionString(configuration) is { } connection
            ? new QueueClient(connection, StorageNames.Conversions, clientOptions)
            : new QueueClient(new Uri(StorageSettings.ServiceUri(configuration, "queue")!, StorageNames.Conversions), credential(), clientOptions);
        return new ConversionQueue(client, options, telemetry, time);
    }

    /// <inheritdoc/>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.EnqueueTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await EnsureExistsAsync(linked.Token);
            await client.SendMessageAsync(BinaryData.FromBytes(body), visibleAfter, NeverExpires, linked.Token);
            telemetry.Enqueued();
            return true;
        }
        catch (RequestFailedException exception)
        {
            exists &= exception.ErrorCode != "QueueNotFound";
            return false;
        }
        catch (Exception exception) when (exception is OperationCanceledException or AggregateException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Whether the queue answers.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.EnqueueTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await client.CreateIfNotExistsAsync(cancellationToken: linked.Token);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException or AggregateException or IOException)
        {
            return false;
        }
    }

    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }
    }
}
