using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpotifyCapi.Text;

/// <summary>
/// Where a text in JSON can end: its quotes, backslashes and control characters. They are found for 64 bytes at once and before they are asked
/// for, because looking for the end of each text from its beginning makes the processor wait for one after the other.
/// </summary>
/// <param name="json">All of the JSON.</param>
internal ref struct JsonMarks(ReadOnlySpan<byte> json)
{
    private const int BlockSize = 64;

    private readonly ReadOnlySpan<byte> json = json;
    private int block = -BlockSize;

    // A bit for each byte of the block, the first one lowest.
    private ulong marks;

    /// <summary>The first such place.</summary>
    /// <param name="from">At or after this one.</param>
    /// <returns>The length of the JSON when there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int from) =>
        from - block < BlockSize && marks >> from is not 0 and var rest ? from + BitOperations.TrailingZeroCount(rest) : NextInLaterBlock(from);

    private int NextInLaterBlock(int from)
    {
        while (from < json.Length)
        {
            block = from & -BlockSize;
            marks = block <= json.Length - BlockSize ? Marks(Vector512.LoadUnsafe(in MemoryMarshal.GetReference(json), (nuint)block)) : LastMarks();
            if (marks >> from is not 0 and var rest)
                return from + BitOperations.TrailingZeroCount(rest);

            from = block + BlockSize;
        }

        return json.Length;
    }

    private readonly ulong LastMarks()
    {
        Span<byte> last = stackalloc byte[BlockSize];
        last.Fill((byte)' ');
        json[block..].CopyTo(last);
        return Marks(Vector512.Create<byte>(last));
    }

    private static ulong Marks(Vector512<byte> bytes) => (
        Vector512.Equals(bytes, Vector512.Create((byte)'"'))
        | Vector512.Equals(bytes, Vector512.Create((byte)'\\'))
        | Vector512.LessThan(bytes, Vector512.Create((byte)' '))).ExtractMostSignificantBits();
}
