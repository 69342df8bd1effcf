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
