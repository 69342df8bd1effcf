using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>An event that passed validation, with identifiers that may still be readable. It lives in the process and in its own queue only.</summary>
/// <param name="Facts">What happened.</param>
/// <param name="Identifiers">Who did it.</param>
public sealed record AcceptedEvent(EventFacts Facts, IdentifierSet Identifiers);
