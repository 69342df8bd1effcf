using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// One blob of the index (docs/decisions/0016-log-index.md): postings in the order of their keys, then a head in JSON, its length, and its
/// checksum. Two small readings find a key in it. It never changes, and whatever is wrong with it, it is as if it were not there.
/// </summary>
internal sealed class LogIndexRun
{
    private const int Format = 1;
    private const int PostingsOfPage = 2048;
    private const int EndBytes = 2 * sizeof(int);

    // What is read at first; in most runs the head is in it, and a small run as a whole.
    private const int LastBytes = 64 * 1024;

    private readonly AppendLogReader log;
    private readonly LogIndexHead head;
    private readonly ReadOnlyMemory<byte> last;
    private readonly long lastAt;

    private LogIndexRun(AppendLogReader log, LogBlob blob, LogIndexHead head, ReadOnlyMemory<byte> last)
    {
        (this.log, this.head, this.last, Blob, lastAt) = (log, head, last, blob, blob.Length - last.Length);
    }

    public LogBlob Blob { get; }

    /// <summary>How many postings it holds.</summary>
    public int Count => head.Count;

    /// <summary>What it knows: each piece of a log from its first to its last line.</summary>
    public IReadOnlyList<IndexedPiece> Pieces => head.Pieces;

    /// <summary>Its pieces in parts of about a megabyte, and of when their events are.</summary>
    public IReadOnlyList<IndexedZone> Zones => head.Zones;

    /// <summary>Puts a run into bytes.</summary>
    /// <param name="postings">Receives their order.</param>
    public static BinaryData Write(List<Posting> postings, IReadOnlyList<IndexedPiece> pieces, IReadOnlyList<IndexedZone> zones)
    {
        var sorted = CollectionsMarshal.AsSpan(postings);
        sorted.Sort();
        var (firsts, checks) = (new List<ulong>(), new List<uint>());
        for (var at = 0; at < sorted.Length; at += PostingsOfPage)
        {
            firsts.Add(sorted[at].Key);
            checks.Add(Check(MemoryMarshal.AsBytes(sorted.Slice(at, Math.Min(PostingsOfPage, sorted.Length - at)))));
        }

        var head = JsonSerializer.SerializeToUtf8Bytes(
            new LogIndexHead(Format, sorted.Length, pieces, zones, firsts, checks), LogIndexJsonContext.Default.LogIndexHead);
        var bytes = new byte[(sorted.Length * Posting.Bytes) + head.Length + EndBytes];
        MemoryMarshal.AsBytes(sorted).CopyTo(bytes);
        head.CopyTo(bytes.AsSpan(sorted.Length * Posting.Bytes));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(^EndBytes), head.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^sizeof(int)), Check(head));
        return BinaryData.FromBytes(bytes);
    }

    /// <summary>Reads the head of a run; null: there is none that could be relied on.</summary>
    public static async Task<LogIndexRun?> OpenAsync(AppendLogReader log, LogBlob blob, CancellationToken cancellationToken)
    {
        var last = await LastAsync(log, blob, LastBytes, cancellationToken);
        if (HeadBytes(last.Span) is var needed && needed > last.Length && needed <= blob.Length)
            last = await LastAsync(log, blob, needed, cancellationToken);

        return needed <= last.Length && ReadHead(last.Span) is { } head && head.IsWhole(blob.Length - needed, PostingsOfPage)
            ? new LogIndexRun(log, blob, head, last)
            : null;
    }

    /// <summary>The postings of some keys; null: the run is damaged.</summary>
    /// <param name="keys">In their order.</param>
    public async Task<IReadOnlyList<Posting>?> FindAsync(IReadOnlyList<ulong> keys, CancellationToken cancellationToken)
    {
        var found = new List<Posting>();
        var (page, done) = (default(ReadOnlyMemory<byte>?), -1);
        foreach (var key in keys)
        {
            for (var number = FirstPageOf(key); number < head.Firsts.Count && head.Firsts[number] <= key; number++)
            {
                page = number == done ? page : await PageAsync(number, cancellationToken);
                done = number;
                if (page is null)
                    return null;

                foreach (var posting in MemoryMarshal.Cast<byte, Posting>(page.Value.Span))
                {
                    if (posting.Key == key)
                        found.Add(posting);
                }
            }
        }

        return found;
    }

    /// <summary>All postings; null: the run is damaged.</summary>
    public async Task<Posting[]?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Count == 0)
            return [];

        var bytes = await log.RangeAsync(Blob.Name, 0, (long)Count * Posting.Bytes, cancellationToken);
        return bytes is { } all && all.Length == Count * Posting.Bytes
            && Enumerable.Range(0, head.Firsts.Count).All(number => IsRight(number, all.Slice(number * PostingsOfPage * Posting.Bytes, LengthOf(number))))
            ? MemoryMarshal.Cast<byte, Posting>(all.Span).ToArray()
            : null;
    }

    // The last page that begins before the key: equal keys may fill several pages.
    private int FirstPageOf(ulong key)
    {
        var (low, high) = (0, head.Firsts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = head.Firsts[middle] < key ? (middle + 1, high) : (low, middle);
        }

        return Math.Max(0, low - 1);
    }

    private async Task<ReadOnlyMemory<byte>?> PageAsync(int number, CancellationToken cancellationToken)
    {
        var (at, length) = ((long)number * PostingsOfPage * Posting.Bytes, LengthOf(number));
        var page = at >= lastAt ? last.Slice((int)(at - lastAt), length) : await log.RangeAsync(Blob.Name, at, length, cancellationToken);

        // In a conditional expression null would be an empty page.
        if (page is { } bytes && IsRight(number, bytes))
            return bytes;

        return null;
    }

    private int LengthOf(int number) => Math.Min(PostingsOfPage, Count - (number * PostingsOfPage)) * Posting.Bytes;

    private bool IsRight(int number, ReadOnlyMemory<byte> page) => page.Length == LengthOf(number) && Check(page.Span) == head.Checks[number];

    private static async Task<ReadOnlyMemory<byte>> LastAsync(AppendLogReader log, LogBlob blob, long length, CancellationToken cancellationToken)
    {
        length = Math.Min(length, blob.Length);
        return length == 0 ? default : await log.RangeAsync(blob.Name, blob.Length - length, length, cancellationToken) ?? default;
    }

    // With what follows it. What is no length is one that no blob has.
    private static long HeadBytes(ReadOnlySpan<byte> last) =>
        last.Length >= EndBytes && BinaryPrimitives.ReadInt32LittleEndian(last[^EndBytes..]) is >= 0 and var length ? length + (long)EndBytes : long.MaxValue;

    private static LogIndexHead? ReadHead(ReadOnlySpan<byte> last)
    {
        var bytes = last[^(int)HeadBytes(last)..^EndBytes];
        if (Check(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(last[^sizeof(int)..]))
            return null;

        try
        {
            return JsonSerializer.Deserialize(bytes, LogIndexJsonContext.Default.LogIndexHead) is { Format: Format } head ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static uint Check(ReadOnlySpan<byte> bytes)
    {
        var check = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            check = BitOperations.Crc32C(check, word);

        foreach (var rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
            check = BitOperations.Crc32C(check, rest);

        return check;
    }
}

/// <summary>A key, and where a line with it begins: the number of the piece in 16 bits, the place in the log in 48.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Posting(ulong Key, ulong Place) : IComparable<Posting>
{
    public const int Bytes = 2 * sizeof(ulong);

    /// <summary>Most pieces that can be told apart.</summary>
    public const int MaxPieces = ushort.MaxValue;

    private const int PlaceBits = 48;

    public static Posting Of(ulong key, int piece, long at) => new(key, ((ulong)piece << PlaceBits) | (ulong)at);

    public int Piece => (int)(Place >> PlaceBits);

    public long At => (long)(Place & ((1UL << PlaceBits) - 1));

    public int CompareTo(Posting other) => Key != other.Key ? Key.CompareTo(other.Key) : Place.CompareTo(other.Place);
}

/// <summary>A part of a log whose lines are in the index.</summary>
/// <param name="Version">Of the log (<see cref="LogBlob.Version"/>): what is known of another one counts no more.</param>
/// <param name="From">Where its first line begins.</param>
/// <param name="To">Where its last line ends.</param>
internal sealed record IndexedPiece(string Blob, string Version, long From, long To);

/// <summary>A part of a piece.</summary>
/// <param name="Piece">The number of the piece.</param>
/// <param name="Earliest">When the first of its events was accepted or refused, in milliseconds since 1970.</param>
/// <param name="Latest">When the last one was.</param>
internal readonly record struct IndexedZone(
    [property: JsonPropertyName("p")] int Piece, [property: JsonPropertyName("f")] long From, [property: JsonPropertyName("t")] long To,
    [property: JsonPropertyName("e")] long Earliest, [property: JsonPropertyName("l")] long Latest)
{
    /// <summary>Whether an event of these times may be in it, both included.</summary>
    public bool MayHold(DateTimeOffset from, DateTimeOffset to) => Latest >= from.ToUnixTimeMilliseconds() && Earliest <= to.ToUnixTimeMilliseconds();
}

/// <summary>What a run holds.</summary>
/// <param name="Firsts">The first key of each page.</param>
/// <param name="Checks">The checksum of each page.</param>
internal sealed record LogIndexHead(int Format, int Count, IReadOnlyList<IndexedPiece> Pieces, IReadOnlyList<IndexedZone> Zones, IReadOnlyList<ulong> Firsts,
    IReadOnlyList<uint> Checks)
{
    /// <summary>Whether it fits to the bytes before it.</summary>
    public bool IsWhole(long bytes, int ofPage) =>
        Count >= 0 && bytes == (long)Count * Posting.Bytes && Pieces is not null && Zones is not null
        && Firsts?.Count == (Count + ofPage - 1) / ofPage && Checks?.Count == Firsts.Count;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogIndexHead))]
internal sealed partial class LogIndexJsonContext : JsonSerializerContext;
