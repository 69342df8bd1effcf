using System.Security.Cryptography;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// SHA-256 by a hash object that each thread keeps. For an address or an id it takes two thirds of the time of the one-shot call, which makes
/// and frees such an object each time; most of what a short digest costs is that.
/// </summary>
internal static class ThreadHash
{
    [ThreadStatic]
    private static IncrementalHash? sha256;

    /// <summary>Hashes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(bytes);
        sha256.GetHashAndReset(hash);
    }
}
