namespace SpotifyStandIn.Received;

/// <summary>One event as it lay in the body; id and name are null when they were missing or no text.</summary>
/// <param name="Sha256">Digest of the event's own bytes, so that two sends can be compared.</param>
/// <param name="Offset">Where those bytes start in the body.</param>
public sealed record ReceivedEvent(string? Id, string? Name, Sha256Digest Sha256, int Offset, int Length);
