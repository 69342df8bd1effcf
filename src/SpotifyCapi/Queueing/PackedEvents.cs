namespace SpotifyCapi.Queueing;

/// <summary>Events as queue messages.</summary>
/// <param name="Envelopes">In order.</param>
/// <param name="TooLarge">Positions of the events that do not fit into an envelope even alone.</param>
public sealed record PackedEvents(IReadOnlyList<PackedEnvelope> Envelopes, IReadOnlyList<int> TooLarge);

/// <summary>One queue message.</summary>
/// <param name="Body">At most <see cref="QueueEnvelope.MaxBytes"/>.</param>
/// <param name="Indexes">Positions of its events in what was packed.</param>
public sealed record PackedEnvelope(ReadOnlyMemory<byte> Body, IReadOnlyList<int> Indexes);
