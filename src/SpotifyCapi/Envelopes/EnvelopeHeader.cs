namespace SpotifyCapi.Envelopes;

/// <summary>What the events of an envelope share.</summary>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source, or <c>events</c> for the JSON endpoint.</param>
/// <param name="Attempt">How often delivery was tried and put off; 0 at first.</param>
/// <param name="FirstQueued">When the events were accepted, UTC.</param>
/// <param name="TraceParent">W3C trace context of the request that brought them; null without tracing.</param>
/// <param name="Replayed">Whether the events came out of the dead letters.</param>
public sealed record EnvelopeHeader(
    string Destination, string Source, int Attempt, DateTimeOffset FirstQueued, string? TraceParent = null, bool Replayed = false);
