using SpotifyCapi.Codes;

namespace SpotifyCapi.Events;

/// <summary>What a request body turned out to be.</summary>
public abstract record EventReading
{
    private EventReading()
    {
    }

    /// <summary>At least one event; each may still carry errors of its own.</summary>
    /// <param name="Items">In the order of the body.</param>
    public sealed record Events(IReadOnlyList<ConversionEvent> Items) : EventReading;

    /// <summary>Nothing could be read.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Malformed(ValidationError Error) : EventReading;
}
