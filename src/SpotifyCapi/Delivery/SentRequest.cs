using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Delivery;

/// <summary>What came of a group of events that shared a request.</summary>
/// <param name="Events">The events.</param>
/// <param name="Answer">Spotify's answer; null when there was none or nothing was sent.</param>
/// <param name="Outcome">Never <see cref="DeliveryOutcome.Split"/>.</param>
/// <param name="Duration">Time of the request.</param>
public sealed record SentRequest(
    IReadOnlyList<HashedEvent> Events, SpotifyAnswer.Responded? Answer, DeliveryOutcome Outcome, TimeSpan Duration);
