namespace SpotifyCapiFunctions.Ingestion;

/// <summary>What became of the events that were written side by side into one queue message.</summary>
/// <param name="IsStored">Whether the queue has confirmed the message. If not, it may have stored it all the same.</param>
/// <param name="FirstQueued">
/// The time that the message has. Requests that share one have that of the first; whatever is told about their events by time must name this
/// one, or nobody finds the two again as the same.
/// </param>
public readonly record struct StoredPart(bool IsStored, DateTimeOffset FirstQueued);
