using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// A SHA-256 digest of a normalised identifier: the only form in which an e-mail address or a phone number leaves the process.
/// Prints its first eight characters only, since a whole digest can be linked to a person.
/// </summary>
public readonly record struct Sha256Digest
{
    /// <summary>Length of the hexadecimal form.</summary>
    public const int HexLength = 64;

    private const int ShownDigits = 8;

    // Room for an ordinary address. What is put aside is zeroed each time, so more would cost every digest.
    private const int OnStack = 256;

    private readonly Bytes bytes;

    private Sha256Digest(ReadOnlySpan<byte> source)
    {
        var copy = default(Bytes);
        source.CopyTo(copy);
        bytes = copy;
    }

    /// <summary>Hashes the UTF-8 form of <paramref name="text"/>.</summary>
    /// <param name="text">A normalised identifier; at most 1,024 characters are expected, longer text is hashed all the same.</param>
    public static Sha256Digest Of(ReadOnlySpan<char> text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        return Of(utf8[..length]);
    }

    /// <summary>A digest that was computed elsewhere.</summary>
    /// <param name="hash">32 bytes.</param>
    internal static Sha256Digest OfHash(ReadOnlySpan<byte> hash) => new(hash);

    /// <summary>Hashes bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    public static Sha256Digest Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ThreadHash.Compute(utf8, hash);
        return new Sha256Digest(hash);
    }

    /// <summary>Reads exactly 64 hexadecimal digits of either case; anything longer or shorter is not a digest.</summary>
    /// <param name="hex">The text.</param>
    /// <param name="digest">The digest.</param>
    public static bool TryParse(ReadOnlySpan<char> hex, out Sha256Digest digest)
    {
        digest = default;
        Span<byte> parsed = stackalloc byte[SHA256.HashSizeInBytes];
        if (hex.Length != HexLength || Convert.FromHexString(hex, parsed, out _, out _) != OperationStatus.Done)
            return false;

        digest = new Sha256Digest(parsed);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Sha256Digest)"/>
    public static bool TryParse(ReadOnlySpan<byte> hex, out Sha256Digest digest)
    {
        digest = default;
        Span<byte> parsed = stackalloc byte[SHA256.HashSizeInBytes];
        if (hex.Length != HexLength || Convert.FromHexString(hex, parsed, out _, out _) != OperationStatus.Done)
            return false;

        digest = new Sha256Digest(parsed);
        return true;
    }

    /// <summary>Writes 64 lower-case hexadecimal digits.</summary>
    /// <param name="destination">At least 64 bytes.</param>
    public void WriteHex(Span<byte> destination) => Convert.TryToHexStringLower(bytes, destination, out _);

    /// <summary>The whole digest, 64 lower-case hexadecimal digits. For the wire and for durable stores, never for a log.</summary>
    public string ToHex() => Convert.ToHexStringLower(bytes);

    /// <inheritdoc/>
    public override string ToString() => string.Create(ShownDigits + 1, this, static (text, digest) =>
    {
        Convert.TryToHexStringLower(((ReadOnlySpan<byte>)digest.bytes)[..(ShownDigits / 2)], text, out _);
        text[ShownDigits] = '…';
    });

    /// <inheritdoc/>
    public bool Equals(Sha256Digest other) => ((ReadOnlySpan<byte>)bytes).SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(bytes);

    [InlineArray(SHA256.HashSizeInBytes)]
    private struct Bytes
    {
        private byte element;
    }
}

/// <summary>Writes digests as JSON: 64 lower-case hexadecimal digits.</summary>
internal static class Sha256DigestWriter
{
    /// <summary>Writes a field, unless the digest is missing.</summary>
    public static void WriteDigest(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Sha256Digest? digest)
    {
        if (digest is { } value)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    /// <summary>Writes a field with an array, unless there is no digest.</summary>
    public static void WriteDigests(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<Sha256Digest> digests)
    {
        if (digests.Count == 0)
            return;

        json.WriteStartArray(name);
        for (var i = 0; i < digests.Count; i++)
            WriteValue(json, digests[i]);

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, Sha256Digest digest)
    {
        Span<byte> hex = stackalloc byte[Sha256Digest.HexLength];
        digest.WriteHex(hex);
        json.WriteStringValue(hex);
    }
}
