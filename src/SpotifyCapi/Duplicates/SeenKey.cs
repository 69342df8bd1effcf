using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Duplicates;

/// <summary>What a duplicate is recognised by, as 16 bytes of a digest: small, and nothing of an id can be read back.</summary>
/// <param name="Value">The bytes as a number.</param>
public readonly record struct SeenKey(UInt128 Value)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    private const int OnStack = 128;

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="standard">The event.</param>
    /// <param name="eventId">Its id.</param>
    public static SeenKey Conversion(string destination, StandardEvent standard, string eventId) =>
        Of('c', destination, Enum.GetName(standard)!, eventId);

    /// <summary>A delivery of a webhook: the platform's retry of the very same message.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id.</param>
    public static SeenKey Delivery(string source, string deliveryId) => Of('d', source, deliveryId);

    /// <summary>Writes the key.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads a key.</summary>
    /// <param name="source">At least 16 bytes.</param>
    public static SeenKey Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    // The parts as UTF-8 with a zero before each, the name of destination or source in lower case.
    private static SeenKey Of(char kind, string name, params ReadOnlySpan<string> rest)
    {
        var length = 2 + name.Length;
        foreach (var part in rest)
        {
            length += 1 + part.Length;
        }

        var rented = length > OnStack ? ArrayPool<char>.Shared.Rent(length) : null;
        Span<char> text = rented ?? stackalloc char[OnStack];
        (text[0], text[1]) = (kind, '\0');
        name.AsSpan().ToLowerInvariant(text[2..]);
        var at = 2 + name.Length;
        foreach (var part in rest)
        {
            text[at++] = '\0';
            part.CopyTo(text[at..]);
            at += part.Length;
        }

        var key = Of(text[..at]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return key;
    }

    private static SeenKey Of(ReadOnlySpan<char> text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > 4 * OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[4 * OnStack];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ThreadHash.Compute(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return Read(hash);
    }
}
