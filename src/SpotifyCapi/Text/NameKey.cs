using System.Buffers.Binary;

namespace SpotifyCapi.Text;

/// <summary>The beginning of a name as a number, so that short names are told apart by one comparison.</summary>
internal static class NameKey
{
    /// <summary>Bytes of a name that are in its key.</summary>
    public const int Length = sizeof(ulong);

    /// <summary>The key of a name: its first bytes, the first one lowest.</summary>
    /// <param name="name">UTF-8 without zeros.</param>
    public static ulong Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        >= Length => BinaryPrimitives.ReadUInt64LittleEndian(name),
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(name) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << (8 * (name.Length - 4)),
        > 0 => name[0] | (ulong)name[name.Length / 2] << (8 * (name.Length / 2)) | (ulong)name[^1] << (8 * (name.Length - 1)),
        _ => 0,
    };

    /// <summary>The last bytes of a name that is longer than its key; otherwise 0.</summary>
    /// <param name="name">UTF-8 without zeros.</param>
    public static ulong OfEnd(ReadOnlySpan<byte> name) => name.Length > Length ? BinaryPrimitives.ReadUInt64LittleEndian(name[^Length..]) : 0;
}
