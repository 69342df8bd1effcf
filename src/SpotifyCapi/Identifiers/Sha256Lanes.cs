using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// SHA-256 (FIPS 180-4) of eight short texts at once, one in each lane of a vector. Most of what a short digest costs elsewhere is making the
/// call, so eight together take little longer than one. The tests compare it with the platform's own, which also does whatever does not fit here.
/// </summary>
internal static class Sha256Lanes
{
    /// <summary>Texts that are hashed together.</summary>
    public const int Count = 8;

    /// <summary>Bytes of the only block that a text may have.</summary>
    public const int BlockSize = 64;

    /// <summary>The longest text whose padding still fits into one block.</summary>
    public const int LongestText = BlockSize - 1 - sizeof(ulong);

    private const int WordsOfBlock = 16;

    /// <summary>Whether it is worth it here.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    // The fractional parts of the cube roots of the first 64 primes, and of the square roots of the first eight.
    private static ReadOnlySpan<uint> Rounds =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static ReadOnlySpan<uint> Start =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    // The bytes of each word the other way round.
    private static Vector256<byte> BigEndian => Vector256.Create(
        (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 19, 18, 17, 16, 23, 22, 21, 20, 27, 26, 25, 24, 31, 30, 29, 28);

    /// <summary>Makes the block of a text.</summary>
    /// <param name="text">At most <see cref="LongestText"/> bytes.</param>
    /// <param name="block"><see cref="BlockSize"/> bytes.</param>
    public static void Pad(ReadOnlySpan<byte> text, Span<byte> block)
    {
        block.Clear();
        text.CopyTo(block);
        block[text.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(block[^sizeof(ulong)..], 8 * (ulong)text.Length);
    }

    /// <summary>Hashes eight blocks.</summary>
    /// <param name="blocks">One after the other, as <see cref="Pad"/> makes them.</param>
    /// <param name="digests">Receives 32 bytes for each.</param>
    public static void Hash(ReadOnlySpan<byte> blocks, Span<byte> digests)
    {
        var words = MemoryMarshal.Cast<byte, uint>(blocks);
        Span<Vector256<uint>> w = stackalloc Vector256<uint>[WordsOfBlock];
        for (var t = 0; t < WordsOfBlock; t++)
            w[t] = Load(words[t..]);

        var start = Start;
        var rounds = Rounds;
        var (a, b, c, d) = (Vector256.Create(start[0]), Vector256.Create(start[1]), Vector256.Create(start[2]), Vector256.Create(start[3]));
        var (e, f, g, h) = (Vector256.Create(start[4]), Vector256.Create(start[5]), Vector256.Create(start[6]), Vector256.Create(start[7]));
        for (var t = 0; t < rounds.Length; t++)
        {
            if (t >= WordsOfBlock)
            {
                var (early, late) = (w[(t + 1) % WordsOfBlock], w[(t + 14) % WordsOfBlock]);
                w[t % WordsOfBlock] += (Rotate(early, 7) ^ Rotate(early, 18) ^ (early >>> 3)) + w[(t + 9) % WordsOfBlock]
                    + (Rotate(late, 17) ^ Rotate(late, 19) ^ (late >>> 10));
            }

            var one = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + (g ^ (e & (f ^ g))) + Vector256.Create(rounds[t]) + w[t % WordsOfBlock];
            var two = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) | (c & (a | b)));
            (h, g, f, e) = (g, f, e, d + one);
            (d, c, b, a) = (c, b, a, one + two);
        }

        ReadOnlySpan<Vector256<uint>> hashed = [a, b, c, d, e, f, g, h];
        for (var word = 0; word < hashed.Length; word++)
            Store(hashed[word] + Vector256.Create(start[word]), digests[(word * sizeof(uint))..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> x, int bits) => (x >>> bits) | (x << (32 - bits));

    // The same word of each block. Put together in registers: a vector cannot be loaded quickly from where its parts have just been stored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Load(ReadOnlySpan<uint> words)
    {
        const int Next = BlockSize / sizeof(uint);
        var asTheyLie = Vector256.Create(
            words[0], words[Next], words[2 * Next], words[3 * Next], words[4 * Next], words[5 * Next], words[6 * Next], words[7 * Next]);
        return BitConverter.IsLittleEndian ? Vector256.Shuffle(asTheyLie.AsByte(), BigEndian).AsUInt32() : asTheyLie;
    }

    private static void Store(Vector256<uint> words, Span<byte> digests)
    {
        for (var lane = 0; lane < Count; lane++)
            BinaryPrimitives.WriteUInt32BigEndian(digests[(lane * DigestBatch.DigestSize)..], words[lane]);
    }
}
