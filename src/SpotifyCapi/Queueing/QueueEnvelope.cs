using SpotifyCapi.Events;

namespace SpotifyCapi.Queueing;

/// <summary>What one queue message holds: several events of one destination, and how far their delivery has come.</summary>
/// <param name="Header">What the events share.</param>
/// <param name="Events">At least one.</param>
public sealed record QueueEnvelope(EnvelopeHeader Header, IReadOnlyList<AcceptedEvent> Events)
{
    /// <summary>Largest payload of a storage queue message: 64 KiB once it is Base64.</summary>
    public const int MaxBytes = 49_152;

    /// <summary>The format that this version writes. A reader refuses any other.</summary>
    public const int Version = 1;
}

/// <summary>What the events of an envelope share.</summary>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source, or <c>events</c> for the JSON endpoint.</param>
/// <param name="Attempt">How often delivery was tried and deferred; 0 at first.</param>
/// <param name="FirstQueued">When the events were accepted, UTC; the earliest when they came with several requests.</param>
/// <param name="TraceParent">W3C trace context of the first request that brought them; null without tracing.</param>
/// <param name="Replayed">Whether the events came out of the dead letters.</param>
public sealed record EnvelopeHeader(
    string Destination, string Source, int Attempt, DateTimeOffset FirstQueued, string? TraceParent = null, bool Replayed = false)
{
    /// <summary>Recorded trace contexts of the other requests whose events share the envelope.</summary>
    public IReadOnlyList<string> TraceLinks { get; init; } = [];
}

/// <summary>Events written as they stand in an envelope, side by side with commas, but in no envelope yet.</summary>
/// <param name="Json">The bytes. With the header that they were written for they fit into one envelope.</param>
/// <param name="Indexes">Positions of the events in what was written.</param>
public sealed record EventPart(ReadOnlyMemory<byte> Json, IReadOnlyList<int> Indexes);

/// <summary>Events, written.</summary>
/// <param name="Parts">In order; all but the last are as full as an envelope can be.</param>
/// <param name="TooLarge">Positions of the events that do not fit into an envelope even alone.</param>
public sealed record WrittenEvents(IReadOnlyList<EventPart> Parts, IReadOnlyList<int> TooLarge);

/// <summary>Events as queue messages.</summary>
/// <param name="Envelopes">In order.</param>
/// <param name="TooLarge">Positions of the events that do not fit into an envelope even alone.</param>
public sealed record PackedEvents(IReadOnlyList<PackedEnvelope> Envelopes, IReadOnlyList<int> TooLarge);

/// <summary>One queue message.</summary>
/// <param name="Body">At most <see cref="QueueEnvelope.MaxBytes"/>.</param>
/// <param name="Indexes">Positions of its events in what was packed.</param>
public sealed record PackedEnvelope(ReadOnlyMemory<byte> Body, IReadOnlyList<int> Indexes);
