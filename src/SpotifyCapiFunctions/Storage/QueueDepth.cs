using Azure.Storage.Queues;

namespace SpotifyCapiFunctions.Storage;

/// <summary>How many messages wait, hidden ones and those being worked on included, as far as the queue service knows.</summary>
/// <param name="conversions">The queue <see cref="StorageNames.Conversions"/>.</param>
/// <param name="poison">The queue <see cref="StorageNames.ConversionsPoison"/>.</param>
/// <param name="time">The clock.</param>
public sealed class QueueDepth(QueueClient conversions, QueueClient poison, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>Asks both queues.</summary>
    /// <param name="cancellationToken">The caller hung up.</param>
    /// <returns>Messages; null for a queue that does not answer.</returns>
    public async Task<(int? Conversions, int? Poison)> ReadAsync(CancellationToken cancellationToken)
    {
        var waiting = CountAsync(conversions, cancellationToken);
        var dead = CountAsync(poison, cancellationToken);
        return (await waiting, await dead);
    }

    private async Task<int?> CountAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await queue.GetPropertiesAsync(linked.Token)).Value.ApproximateMessagesCount;
        }
        catch (Azure.RequestFailedException exception) when (exception.Status == 404)
        {
            // The poison queue comes into being with its first message.
            return 0;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
