namespace SpotifyCapi.Queueing;

/// <summary>What the events of an envelope share.</summary>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source, or <c>events</c> for the JSON endpoint.</param>
/// <param name="Attempt">How often delivery was tried and put off; 0 at first.</param>
/// <param name="FirstQueued">When the events were accepted, UTC; the earliest when they came with several requests.</param>
/// <param name="TraceParent">W3C trace context of the first request that brought them; null without tracing.</param>
/// <param name="Replayed">Whether the events came out of the dead letters.</param>
public sealed record EnvelopeHeader(
    string Destination, string Source, int Attempt, DateTimeOffset FirstQueued, string? TraceParent = null, bool Replayed = false)
{
    /// <summary>Trace contexts of the other requests whose events share the envelope, as far as anybody records them.</summary>
    public IReadOnlyList<string> TraceLinks { get; init; } = [];
}
