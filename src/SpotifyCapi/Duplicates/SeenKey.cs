using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Events;

namespace SpotifyCapi.Duplicates;

/// <summary>What a duplicate is recognised by, as 16 bytes of a digest: small, and nothing of an id can be read back.</summary>
/// <param name="Value">The bytes as a number.</param>
public readonly record struct SeenKey(UInt128 Value)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 16;

    /// <summary>A conversion: the same action sent twice, by whatever way.</summary>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="standard">The event.</param>
    /// <param name="eventId">Its id.</param>
    public static SeenKey Conversion(string destination, StandardEvent standard, string eventId) =>
        Of($"c\0{destination.ToLowerInvariant()}\0{standard}\0{eventId}");

    /// <summary>A delivery of a webhook: the platform's retry of the very same message.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id.</param>
    public static SeenKey Delivery(string source, string deliveryId) => Of($"d\0{source.ToLowerInvariant()}\0{deliveryId}");

    /// <summary>Writes the key.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads a key.</summary>
    /// <param name="source">At least 16 bytes.</param>
    public static SeenKey Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    private static SeenKey Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Read(hash);
    }
}
