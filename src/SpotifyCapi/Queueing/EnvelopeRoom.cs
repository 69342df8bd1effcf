namespace SpotifyCapi.Queueing;

/// <summary>Whether an event found room in an envelope.</summary>
public enum EnvelopeRoom
{
    /// <summary>It is in.</summary>
    Added,

    /// <summary>It needs the next envelope.</summary>
    Full,

    /// <summary>It does not fit into an envelope even alone.</summary>
    TooLarge,
}
