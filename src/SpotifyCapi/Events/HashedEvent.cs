using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>An event whose e-mail addresses and phone number are digests: the only form that a mapper, the journal or a dead letter sees.</summary>
/// <param name="Facts">What happened.</param>
/// <param name="Identifiers">Who did it, in digests.</param>
public sealed record HashedEvent(EventFacts Facts, HashedIdentifiers Identifiers)
{
    /// <summary>Hashes an accepted event.</summary>
    /// <param name="accepted">The event.</param>
    /// <param name="format">Which form of the phone number is hashed.</param>
    public static HashedEvent Of(AcceptedEvent accepted, PhoneFormat format) =>
        new(accepted.Facts, HashedIdentifiers.Of(accepted.Identifiers, format));
}
