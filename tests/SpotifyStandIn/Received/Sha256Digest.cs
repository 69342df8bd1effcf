using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SpotifyStandIn.Received;

/// <summary>A SHA-256 digest in 32 bytes: a load test leaves hundreds of thousands of them behind.</summary>
public readonly record struct Sha256Digest
{
    private readonly UInt128 _first;
    private readonly UInt128 _second;

    private Sha256Digest(ReadOnlySpan<byte> hash)
    {
        _first = MemoryMarshal.Read<UInt128>(hash);
        _second = MemoryMarshal.Read<UInt128>(hash[16..]);
    }

    public static Sha256Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Sha256Digest(hash);
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        MemoryMarshal.Write(hash, in _first);
        MemoryMarshal.Write(hash[16..], in _second);
        return Convert.ToHexStringLower(hash);
    }
}
