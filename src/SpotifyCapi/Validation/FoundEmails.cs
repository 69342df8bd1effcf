using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Validation;

/// <summary>The addresses of one event, each once and together at most <see cref="IdentifierCleaner.MaxEmails"/>. Nearly every event has one, for which no list is made.</summary>
internal struct FoundEmails
{
    private NormalizedEmail[]? emails;
    private Sha256Digest[]? digests;

    public readonly IReadOnlyList<NormalizedEmail> Readable => emails ?? [];

    public readonly IReadOnlyList<Sha256Digest> Digests => digests ?? [];

    private readonly bool IsFull => (emails?.Length ?? 0) + (digests?.Length ?? 0) >= IdentifierCleaner.MaxEmails;

    /// <returns>False when there is no room for one that is new.</returns>
    public bool TryAdd(NormalizedEmail email) => TryAdd(ref emails, email);

    /// <returns>False when there is no room for one that is new.</returns>
    public bool TryAdd(Sha256Digest digest) => TryAdd(ref digests, digest);

    private readonly bool TryAdd<T>(ref T[]? found, T value)
        where T : struct, IEquatable<T>
    {
        if (found is not null && found.AsSpan().Contains(value))
            return true;

        if (IsFull)
            return false;

        found = found is null ? [value] : [.. found, value];
        return true;
    }
}
