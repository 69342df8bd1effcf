using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>What an event is recognised by among very many: 16 bytes of a digest, however long its id is.</summary>
/// <param name="One">The first eight.</param>
/// <param name="Other">The second eight.</param>
internal readonly record struct EventDigest(long One, long Other)
{
    private const int OnStack = 512;

    public static EventDigest Of(string destination, string? name, string? id)
    {
        var length = destination.Length + 1 + (name?.Length ?? 0) + 1 + (id?.Length ?? 0);
        var text = length > OnStack ? new char[length] : stackalloc char[length];
        destination.CopyTo(text);
        text[destination.Length] = '\0';
        name?.CopyTo(text[(destination.Length + 1)..]);
        text[length - 1 - (id?.Length ?? 0)] = '\0';
        id?.CopyTo(text[(length - id.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        return MemoryMarshal.Read<EventDigest>(hash);
    }
}
