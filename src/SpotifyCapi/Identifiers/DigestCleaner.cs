using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>Reads values that the sender has hashed already, and refuses digests that would join strangers.</summary>
internal static class DigestCleaner
{
    private static readonly Sha256Digest Empty = Sha256Digest.Of(ReadOnlySpan<byte>.Empty);
    private static readonly HashSet<Sha256Digest> NullLikes = [.. NullLike.Words.Select(word => Sha256Digest.Of(word.AsSpan()))];

    public static Sha256Digest? Clean(ReadOnlySpan<char> text, string field, List<DroppedField> dropped)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty)
            return null;

        var isDigest = Sha256Digest.TryParse(trimmed, out var digest);
        var code = isDigest ? Refusal(digest) : NullLike.IsNullLike(trimmed) ? DropCodes.NullLike : DropCodes.HashInvalid;
        if (code is null)
            return digest;

        dropped.Add(field, code);
        return null;
    }

    /// <summary>The drop code of a digest that stands for "nothing"; null when it may be sent.</summary>
    public static string? Refusal(Sha256Digest digest) =>
        digest == Empty ? DropCodes.HashOfEmpty
        : NullLikes.Contains(digest) ? DropCodes.HashOfNullLike
        : null;
}
