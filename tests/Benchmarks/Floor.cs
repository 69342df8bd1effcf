using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Benchmarks;

/// <summary>What no implementation can go below: the digests themselves and one look at every byte of the JSON.</summary>
public static class Floor
{
    private static readonly byte[] Email = Encoding.UTF8.GetBytes(Samples.NormalizedEmail);
    private static readonly byte[] Phone = Encoding.UTF8.GetBytes(Samples.NormalizedPhone);

    /// <summary>Digests of an address and a number.</summary>
    public static int TwoDigests()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return SHA256.HashData(Email, hash) + SHA256.HashData(Phone, hash);
    }

    /// <summary>Every token of the JSON.</summary>
    public static int ReaderPass(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
