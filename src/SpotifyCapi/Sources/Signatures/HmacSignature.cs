using System.Security.Cryptography;
using SpotifyCapi.Secrets;

namespace SpotifyCapi.Sources.Signatures;

/// <summary>HMAC-SHA256 over raw bytes, compared in constant time against every secret that is valid at the moment.</summary>
public static class HmacSignature
{
    /// <summary>Bytes of a signature.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>Length of a signature in Base64.</summary>
    public const int Base64Length = 44;

    /// <summary>Reads a signature in standard Base64, exactly 44 characters.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="signature">At least 32 bytes.</param>
    public static bool TryReadBase64(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.Length == Base64Length && !text.ContainsAny(" \t\r\n") && Convert.TryFromBase64Chars(text, signature, out var written) && written == Size;

    /// <summary>Reads a signature in hexadecimal, exactly 64 digits.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="signature">At least 32 bytes.</param>
    public static bool TryReadHex(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.Length == 2 * Size && Convert.FromHexString(text, signature, out _, out _) == System.Buffers.OperationStatus.Done;

    /// <summary>Compares. All secrets are tried, so that the time does not tell which one fits.</summary>
    /// <param name="content">The signed bytes.</param>
    /// <param name="signature">32 bytes.</param>
    /// <param name="secrets">At least one.</param>
    public static SignatureResult Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> expected = stackalloc byte[Size];
        var matches = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(secret.Utf8, content, expected);
            matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }
}
