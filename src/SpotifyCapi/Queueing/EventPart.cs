namespace SpotifyCapi.Queueing;

/// <summary>Events written as they stand in an envelope, side by side with commas, but in no envelope yet.</summary>
/// <param name="Json">The bytes. With the header that they were written for they fit into one envelope.</param>
/// <param name="Indexes">Positions of the events in what was written.</param>
public sealed record EventPart(ReadOnlyMemory<byte> Json, IReadOnlyList<int> Indexes);

/// <summary>Events, written.</summary>
/// <param name="Parts">In order; all but the last are as full as an envelope can be.</param>
/// <param name="TooLarge">Positions of the events that do not fit into an envelope even alone.</param>
public sealed record WrittenEvents(IReadOnlyList<EventPart> Parts, IReadOnlyList<int> TooLarge);
