using System.Buffers;
using System.Security.Cryptography;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>HMAC over raw bytes, compared in constant time against every secret that is valid at the moment.</summary>
public static class HmacSignature
{
    /// <summary>Bytes of an HMAC-SHA256, the longest that is used.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>Bytes of a signature.</summary>
    /// <param name="algorithm">The hash function.</param>
    public static int SizeOf(HmacAlgorithm algorithm) => algorithm == HmacAlgorithm.Sha1 ? HMACSHA1.HashSizeInBytes : Size;

    /// <summary>Reads a signature that has exactly as many bytes as the span.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="signature">Receives the bytes.</param>
    public static bool TryRead(ReadOnlySpan<char> text, SignatureEncoding encoding, Span<byte> signature) =>
        encoding == SignatureEncoding.Hex ? TryReadHex(text, signature) : TryReadBase64(text, signature);

    /// <summary>Reads standard Base64 with padding, no white space, of exactly as many bytes as the span has.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="signature">Receives the bytes.</param>
    public static bool TryReadBase64(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.Length == (signature.Length + 2) / 3 * 4
        && !text.ContainsAny(" \t\r\n")
        && Convert.TryFromBase64Chars(text, signature, out var written)
        && written == signature.Length;

    /// <summary>Reads hexadecimal digits of exactly as many bytes as the span has.</summary>
    /// <param name="text">Header value.</param>
    /// <param name="signature">Receives the bytes.</param>
    public static bool TryReadHex(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.Length == 2 * signature.Length && Convert.FromHexString(text, signature, out _, out _) == OperationStatus.Done;

    /// <summary>Compares an HMAC-SHA256 of a body. All secrets are tried, so that the time does not tell which one fits.</summary>
    /// <param name="body">The signed bytes.</param>
    /// <param name="signature">32 bytes.</param>
    /// <param name="secrets">At least one.</param>
    public static SignatureResult Verify(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets) =>
        Verify(HmacAlgorithm.Sha256, SignedContent.Of(body), signature, secrets);

    /// <summary>Compares. All secrets are tried, so that the time does not tell which one fits.</summary>
    /// <param name="algorithm">The hash function.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="signature">As many bytes as <see cref="SizeOf"/> says.</param>
    /// <param name="secrets">At least one.</param>
    public static SignatureResult Verify(
        HmacAlgorithm algorithm, SignedContent content, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets)
    {
        var matches = false;
        foreach (var secret in secrets)
            matches |= Matches(algorithm, secret.Utf8, content, signature);

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    /// <summary>Compares with one key, in constant time.</summary>
    /// <param name="algorithm">The hash function.</param>
    /// <param name="key">The key. An empty one never matches: anybody could sign with it.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="signature">The signature.</param>
    public static bool Matches(HmacAlgorithm algorithm, ReadOnlySpan<byte> key, SignedContent content, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[Size];
        expected = expected[..SizeOf(algorithm)];
        return TryCompute(algorithm, key, content, expected) && CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    /// <summary>Makes the signature.</summary>
    /// <param name="algorithm">The hash function.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">What is signed.</param>
    /// <param name="signature">Receives as many bytes as <see cref="SizeOf"/> says.</param>
    /// <returns>False when the key is empty.</returns>
    public static bool TryCompute(HmacAlgorithm algorithm, ReadOnlySpan<byte> key, SignedContent content, Span<byte> signature)
    {
        if (key.IsEmpty)
            return false;

        var name = algorithm == HmacAlgorithm.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        if (content.Before.IsEmpty && content.After.IsEmpty)
        {
            CryptographicOperations.HmacData(name, key, content.Body, signature);
            return true;
        }

        using var hash = IncrementalHash.CreateHMAC(name, key);
        hash.AppendData(content.Before);
        hash.AppendData(content.Body);
        hash.AppendData(content.After);
        return hash.TryGetHashAndReset(signature, out _);
    }
}
