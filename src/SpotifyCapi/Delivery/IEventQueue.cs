namespace SpotifyCapi.Delivery;

/// <summary>The queue that accepted events wait in.</summary>
public interface IEventQueue
{
    /// <summary>Stores one envelope.</summary>
    /// <param name="body">At most 49,152 bytes.</param>
    /// <param name="visibleAfter">How long it stays hidden, under 7 days; null: not at all.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether the queue has confirmed it. False after a time limit, when it may have been stored all the same.</returns>
    Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken);
}
