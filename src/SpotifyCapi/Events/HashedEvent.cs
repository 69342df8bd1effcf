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

    /// <summary>Hashes accepted events, which for many together takes a fraction of the time.</summary>
    /// <param name="accepted">The events.</param>
    /// <param name="format">Which form of the phone number is hashed.</param>
    public static HashedEvent[] OfAll(IReadOnlyList<AcceptedEvent> accepted, PhoneFormat format)
    {
        using var batch = DigestBatch.Rent();
        for (var i = 0; i < accepted.Count; i++)
            HashedIdentifiers.AddReadable(accepted[i].Identifiers, format, batch);

        batch.Complete();
        var hashed = new HashedEvent[accepted.Count];
        var next = 0;
        for (var i = 0; i < hashed.Length; i++)
            hashed[i] = new HashedEvent(accepted[i].Facts, HashedIdentifiers.Take(accepted[i].Identifiers, batch, ref next));

        return hashed;
    }
}
