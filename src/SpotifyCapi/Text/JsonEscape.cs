using System.Buffers;

namespace SpotifyCapi.Text;

/// <summary>Recognises what is escaped in JSON.</summary>
internal static class JsonEscape
{
    private const int Digits = 4;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The length of an escape sequence (RFC 8259, section 7).</summary>
    /// <param name="rest">From its backslash.</param>
    /// <returns>-1 when it is none.</returns>
    public static int Length(ReadOnlySpan<byte> rest) => rest switch
    {
        [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
        [_, (byte)'u', ..] when rest.Length >= 2 + Digits && !rest.Slice(2, Digits).ContainsAnyExcept(Hex) => 2 + Digits,
        _ => -1,
    };
}
