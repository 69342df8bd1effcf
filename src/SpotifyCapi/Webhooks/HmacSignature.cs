using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>HMAC over raw bytes, compared in constant time against every secret that is valid at the moment.</summary>
internal static class HmacSignature
{
    /// <summary>Bytes of an HMAC-SHA256.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>Bytes of the longest HMAC.</summary>
    public const int LongestSize = HMACSHA512.HashSizeInBytes;

    public static int SizeOf(HmacAlgorithm algorithm) => algorithm switch
    {
        HmacAlgorithm.Sha1 => HMACSHA1.HashSizeInBytes,
        HmacAlgorithm.Sha512 => HMACSHA512.HashSizeInBytes,
        _ => Size,
    };

    /// <summary>Reads a signature that has exactly as many bytes as the span.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, SignatureEncoding encoding, Span<byte> signature) => encoding switch
    {
        SignatureEncoding.Base64 => TryReadBase64(text, signature),
        SignatureEncoding.Base64Url => TryReadBase64Url(text, signature),
        _ => text.Length == 2 * signature.Length && Convert.FromHexString(text, signature, out _, out _) == OperationStatus.Done,
    };

    /// <summary>Reads standard Base64 with padding, no white space, of exactly as many bytes as the span has.</summary>
    public static bool TryReadBase64(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.Length == (signature.Length + 2) / 3 * 4
        && !text.ContainsAny(" \t\r\n")
        && Convert.TryFromBase64Chars(text, signature, out var written)
        && written == signature.Length;

    // With or without its padding.
    private static bool TryReadBase64Url(ReadOnlySpan<char> text, Span<byte> signature) =>
        text.TrimEnd('=').Length == ((8 * signature.Length) + 5) / 6
        && !text.ContainsAny(" \t\r\n")
        && Base64Url.TryDecodeFromChars(text.TrimEnd('='), signature, out var written)
        && written == signature.Length;

    /// <summary>The key that a Base64 secret means; null when it is none. Some are copied without padding, or written with the alphabet of addresses.</summary>
    public static byte[]? DecodeSecret(string base64)
    {
        base64 = base64.Trim().TrimEnd('=').Replace('-', '+').Replace('_', '/');
        base64 = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    /// <summary>Compares an HMAC-SHA256 of a body.</summary>
    public static SignatureResult Verify(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets) =>
        Verify(HmacAlgorithm.Sha256, SignedContent.Of(body), signature, secrets, SignatureSecret.Text);

    /// <summary>
    /// Compares with several signatures, one after the other in a span: a sender lists more than one while it rotates its secret. All secrets are tried, so
    /// that the time does not tell which one fits, and there is one HMAC for each, however long a list a stranger sends.
    /// </summary>
    public static SignatureResult Verify(
        HmacAlgorithm algorithm, SignedContent content, ReadOnlySpan<byte> signatures, IReadOnlyList<SecretValue> secrets, SignatureSecret format)
    {
        var matches = false;
        Span<byte> expected = stackalloc byte[LongestSize];
        expected = expected[..SizeOf(algorithm)];
        for (var i = 0; i < secrets.Count; i++)
        {
            if (!TryCompute(algorithm, Key(secrets[i], format), content, expected))
                continue;

            for (var at = 0; at < signatures.Length; at += expected.Length)
                matches |= CryptographicOperations.FixedTimeEquals(expected, signatures.Slice(at, expected.Length));
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    // A secret that cannot be read in its format gives no key, and so can never be right.
    private static ReadOnlySpan<byte> Key(SecretValue secret, SignatureSecret format)
    {
        if (format == SignatureSecret.Text)
            return secret.Utf8;

        var text = secret.Reveal();
        if (format != SignatureSecret.Hex)
            return DecodeSecret(format == SignatureSecret.Whsec && text.StartsWith("whsec_", StringComparison.Ordinal) ? text["whsec_".Length..] : text);

        var key = new byte[text.Length / 2];
        return Convert.FromHexString(text, key, out _, out _) == OperationStatus.Done ? key : default;
    }

    /// <summary>Compares with one key, in constant time. An empty key never matches: anyone could sign with it.</summary>
    public static bool Matches(HmacAlgorithm algorithm, ReadOnlySpan<byte> key, SignedContent content, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[LongestSize];
        expected = expected[..SizeOf(algorithm)];
        return TryCompute(algorithm, key, content, expected) && CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    /// <summary>Makes the signature. False when the key is empty.</summary>
    public static bool TryCompute(HmacAlgorithm algorithm, ReadOnlySpan<byte> key, SignedContent content, Span<byte> signature)
    {
        if (key.IsEmpty)
            return false;

        var name = algorithm switch
        {
            HmacAlgorithm.Sha1 => HashAlgorithmName.SHA1,
            HmacAlgorithm.Sha512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
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

/// <summary>What a signature is over: the raw body, and with some senders a text around it, such as the time.</summary>
internal readonly ref struct SignedContent(ReadOnlySpan<byte> before, ReadOnlySpan<byte> body, ReadOnlySpan<byte> after)
{
    public ReadOnlySpan<byte> Before { get; } = before;

    public ReadOnlySpan<byte> Body { get; } = body;

    public ReadOnlySpan<byte> After { get; } = after;

    public static SignedContent Of(ReadOnlySpan<byte> body) => new(default, body, default);
}

/// <summary>The hash function inside an HMAC.</summary>
public enum HmacAlgorithm
{
    /// <summary>SHA-256. The default.</summary>
    Sha256,

    /// <summary>SHA-1, which Segment's and Customer.io's webhook destinations sign with. As an HMAC it is still sound.</summary>
    Sha1,

    /// <summary>SHA-512.</summary>
    Sha512,
}

/// <summary>How the bytes of a signature are written in a header.</summary>
public enum SignatureEncoding
{
    /// <summary>Two hexadecimal digits a byte, either case.</summary>
    Hex,

    /// <summary>Standard Base64 with padding.</summary>
    Base64,

    /// <summary>Base64 of URLs (RFC 4648, 5), with or without padding.</summary>
    Base64Url,
}

/// <summary>What a check of a signature found. The sender is told nothing but "401"; the reason is counted.</summary>
public enum SignatureResult
{
    /// <summary>It is right.</summary>
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is there more than once, so that it is not clear which one counts.</summary>
    Repeated,

    /// <summary>It is not in the form of a signature.</summary>
    Malformed,

    /// <summary>It is of another body or another secret.</summary>
    Mismatch,

    /// <summary>It was made too long ago, or lies in the future.</summary>
    Stale,
}
