using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>What happened to one event of a request.</summary>
public enum IntakeStatus
{
    /// <summary>It is in the queue.</summary>
    Accepted,

    /// <summary>It was here before.</summary>
    Duplicate,

    /// <summary>Nothing is to be sent; the reason says why.</summary>
    Ignored,

    /// <summary>The sender must change it; the errors say what.</summary>
    Rejected,
}

/// <summary>What happened to one event of a request, and why.</summary>
/// <param name="Index">Position in the request.</param>
/// <param name="EventId">Its id, when it has one.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Reason">For <see cref="IntakeStatus.Ignored"/>: one of <see cref="IgnoreReasons"/>.</param>
/// <param name="Errors">For <see cref="IntakeStatus.Rejected"/>: all problems.</param>
/// <param name="Dropped">Fields that were left out.</param>
public sealed record IntakeResult(
    int Index,
    string? EventId,
    IntakeStatus Status,
    string? Reason = null,
    IReadOnlyList<ValidationError>? Errors = null,
    IReadOnlyList<DroppedField>? Dropped = null);
