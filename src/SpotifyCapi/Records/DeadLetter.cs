using SpotifyCapi.Events;

namespace SpotifyCapi.Records;

/// <summary>An event that was given up: in digests only, with everything that a person needs to decide about it, and all that a replay needs.</summary>
/// <param name="Event">The event; its bytes on a replay are those of the first attempt.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Reason">One of <see cref="Codes.DeliveryReasons"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstQueued">When it was accepted.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Status">Last HTTP status; null when there was none.</param>
/// <param name="Message">The first words of the last answer, redacted.</param>
/// <param name="TraceId">Spotify's id of the last request.</param>
public sealed record DeadLetter(
    HashedEvent Event,
    string Destination,
    string Source,
    string Reason,
    int Attempts,
    DateTimeOffset FirstQueued,
    DateTimeOffset DiedAt,
    int? Status = null,
    string? Message = null,
    string? TraceId = null);
