using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.Validation;

/// <summary>What was decided about one event. There is no fourth way out.</summary>
public abstract record EventDecision
{
    private EventDecision()
    {
    }

    /// <summary>It goes to the queue.</summary>
    /// <param name="Event">Cleaned.</param>
    public sealed record Accepted(AcceptedEvent Event) : EventDecision;

    /// <summary>It is well-formed, but nothing is to be sent.</summary>
    /// <param name="Reason">One of <see cref="IgnoreReasons"/>.</param>
    public sealed record Ignored(string Reason) : EventDecision;

    /// <summary>The sender must change it.</summary>
    /// <param name="Errors">All problems, at least one.</param>
    /// <param name="Dropped">Fields that would have been left out.</param>
    public sealed record Rejected(IReadOnlyList<ValidationError> Errors, IReadOnlyList<DroppedField> Dropped) : EventDecision;
}
