using System.Runtime.InteropServices;

namespace SpotifyCapi.Duplicates;

/// <summary>The lower 80 bits of a key and the lower 16 of an hour, in twelve bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(uint))]
internal readonly struct KeyPlace
{
    private readonly uint high;

    /// <summary>A key and its hour.</summary>
    public KeyPlace(UInt128 key, long hour)
    {
        var upper = (ushort)(key >> 64);
        Low = (ulong)key;

        // All zero marks a free place, so a key of that kind takes another's.
        high = (Low == 0 && upper == 0 ? 1u : upper) | ((uint)(ushort)hour << 16);
    }

    /// <summary>The lower half of the key.</summary>
    public ulong Low { get; }

    /// <summary>Whether no key is here.</summary>
    public bool IsFree => Low == 0 && (ushort)high == 0;

    /// <summary>Whether this is the other one's key, whatever their hours.</summary>
    public bool IsKeyOf(KeyPlace other) => Low == other.Low && (ushort)high == (ushort)other.high;

    /// <summary>The hour.</summary>
    /// <param name="first">An hour that it is not before.</param>
    public long HourSince(long first) => first + (ushort)((high >> 16) - (uint)first);
}
