using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Sends envelopes to the queue. A message is stored when <see cref="SendAsync"/> returns true, and never expires.</summary>
/// <param name="client">The queue <see cref="StorageNames.Conversions"/>.</param>
/// <param name="options">How long to wait.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class ConversionQueue(QueueClient client, IngestOptions options, ConversionTelemetry telemetry, TimeProvider time) : IEventQueue
{
    // The service's default of seven days would lose events of a longer outage.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    // For what is put off nobody waits, and a time limit leaves behind a copy that may be stored all the same: a slow queue must not fill itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private volatile bool exists;

    /// <summary>The same queue with long time limits, for messages that are to be hidden; null: the same client.</summary>
    internal QueueClient? Patient { get; init; }

    /// <summary>Connects with a connection string (development) or an identity (Azure).</summary>
    internal static ConversionQueue Connect(
        IConfiguration configuration,
        IngestOptions options,
        Func<TokenCredential> credential,
        ConversionTelemetry telemetry,
        TimeProvider time,
        ILogger<ConversionQueue> logger)
    {
        return new ConversionQueue(Client(TimeSpan.FromSeconds(1.5)), options, telemetry, time) { Patient = Client(Patience / 2) };

        QueueClient Client(TimeSpan tryTimeout) => QueueClients.Connect(
            configuration, StorageNames.Conversions, credential, tryTimeout, new UnconfirmedTries(telemetry, logger));
    }

    /// <inheritdoc/>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
    {
        var target = visibleAfter is null ? client : Patient ?? client;
        using var limit = new CancellationTokenSource(visibleAfter is null ? options.EnqueueTimeout : Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await EnsureExistsAsync(linked.Token);
            await target.SendMessageAsync(BinaryData.FromBytes(body), WholeSeconds(visibleAfter), NeverExpires, linked.Token);
            telemetry.Enqueued();
            return true;
        }
        catch (RequestFailedException exception)
        {
            exists &= exception.ErrorCode != "QueueNotFound";
            return false;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A time limit, no connection, or no token for the identity: not confirmed, whatever it was.
            return false;
        }
    }

    /// <summary>About how many messages wait, hidden ones included; 0 when the queue does not say.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> DepthAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever sends finds out what is wrong with it.
            return 0;
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
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
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
