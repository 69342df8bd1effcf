using System.Security.Cryptography;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Digests of many texts, told in the order in which the texts were added. To be disposed on the thread that rented it: never across an
/// <see langword="await"/>.
/// </summary>
internal sealed class DigestBatch : IDisposable
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestSize = SHA256.HashSizeInBytes;

    // A message of the queue holds about a hundred events; what a rare giant needed is not kept.
    private const int FirstDigests = 256;
    private const int MostKept = 4096;

    private const int OnStack = 512;

    [ThreadStatic]
    private static DigestBatch? free;

    private readonly byte[] blocks = new byte[Sha256Lanes.Count * Sha256Lanes.BlockSize];
    private readonly int[] lengths = new int[Sha256Lanes.Count];
    private readonly int[] places = new int[Sha256Lanes.Count];
    private byte[] digests = new byte[FirstDigests * DigestSize];
    private int count;
    private int waiting;

    private DigestBatch()
    {
    }

    /// <summary>The digest of the text that was added at this place, after <see cref="Complete"/>.</summary>
    public ReadOnlySpan<byte> this[int place] => digests.AsSpan(place * DigestSize, DigestSize);

    /// <summary>Takes the thread's batch, empty.</summary>
    public static DigestBatch Rent()
    {
        var batch = free ?? new DigestBatch();
        free = null;
        (batch.count, batch.waiting) = (0, 0);
        return batch;
    }

    /// <summary>Adds a text.</summary>
    public void Add(Utf8Text text)
    {
        if (text.IsUtf8(out var utf8))
        {
            Add(utf8);
            return;
        }

        Span<byte> room = text.MaxBytes <= OnStack ? stackalloc byte[OnStack] : new byte[text.MaxBytes];
        Add((ReadOnlySpan<byte>)room[..text.CopyTo(room)]);
    }

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var place = count++;
        if (count * DigestSize > digests.Length)
            Array.Resize(ref digests, 2 * digests.Length);

        if (text.Length > Sha256Lanes.LongestText || !Sha256Lanes.IsSupported)
        {
            ThreadHash.Compute(text, digests.AsSpan(place * DigestSize, DigestSize));
            return;
        }

        Sha256Lanes.Pad(text, Block(waiting));
        (lengths[waiting], places[waiting]) = (text.Length, place);
        if (++waiting == Sha256Lanes.Count)
            HashWaiting();
    }

    /// <summary>Hashes what is still waiting.</summary>
    public void Complete()
    {
        if (waiting == 1)
        {
            ThreadHash.Compute(Block(0)[..lengths[0]], digests.AsSpan(places[0] * DigestSize, DigestSize));
            waiting = 0;
        }
        else if (waiting > 1)
        {
            HashWaiting();
        }
    }

    /// <summary>Gives the batch back.</summary>
    public void Dispose() => free = digests.Length <= MostKept * DigestSize ? this : free;

    private Span<byte> Block(int lane) => blocks.AsSpan(lane * Sha256Lanes.BlockSize, Sha256Lanes.BlockSize);

    private void HashWaiting()
    {
        Span<byte> hashed = stackalloc byte[Sha256Lanes.Count * DigestSize];
        Sha256Lanes.Hash(blocks, hashed);
        for (var lane = 0; lane < waiting; lane++)
            hashed.Slice(lane * DigestSize, DigestSize).CopyTo(digests.AsSpan(places[lane] * DigestSize));

        waiting = 0;
    }
}

/// <summary>
/// SHA-256 by a hash object that each thread keeps. For an address or an id it takes two thirds of the time of the one-shot call, which makes
/// and frees such an object each time; most of what a short digest costs is that.
/// </summary>
internal static class ThreadHash
{
    [ThreadStatic]
    private static IncrementalHash? sha256;

    /// <summary>Hashes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(bytes);
        sha256.GetHashAndReset(hash);
    }
}
