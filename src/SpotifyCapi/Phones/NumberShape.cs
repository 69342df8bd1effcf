using System.Buffers.Text;

namespace SpotifyCapi.Phones;

/// <summary>Leading digits and the lengths that go with them; bit <c>n</c> of <c>lengths</c> stands for n digits.</summary>
internal sealed class NumberShape(DigitPattern leading, uint lengths)
{
    /// <summary>Whether a national number, without any prefix, has this shape.</summary>
    internal bool Fits(ReadOnlySpan<byte> number) =>
        number.Length < 32 && (lengths >> number.Length & 1) != 0 && leading.Leads(number);

    /// <summary>Reads <c>leading/length,length</c>.</summary>
    internal static NumberShape Read(ReadOnlySpan<byte> text)
    {
        var slash = text.IndexOf((byte)'/');
        var lengths = 0u;
        var rest = text[(slash + 1)..];
        while (Utf8Parser.TryParse(rest, out int length, out var read))
        {
            lengths |= 1u << length;
            rest = rest[read..].TrimStart((byte)',');
        }

        return new NumberShape(DigitPattern.Read(text[..slash]), lengths);
    }
}
