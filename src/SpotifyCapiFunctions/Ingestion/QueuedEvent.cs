using SpotifyCapi.Events;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>A good event of a request.</summary>
/// <param name="Position">Its place in the request.</param>
/// <param name="Event">The event.</param>
/// <param name="QueuedAt">The time of the message that it is in; null when the queue has not confirmed that.</param>
internal readonly record struct QueuedEvent(int Position, AcceptedEvent Event, DateTimeOffset? QueuedAt);
