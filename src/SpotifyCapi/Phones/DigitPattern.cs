namespace SpotifyCapi.Phones;

/// <summary>A run of digit sets; bit <c>d</c> of a set stands for digit <c>d</c>.</summary>
internal readonly struct DigitPattern(ushort[] sets)
{
    private const ushort Any = 0x3FF;

    internal int Length => sets.Length;

    /// <summary>Whether the first digits fit; digits after the pattern are free.</summary>
    internal bool Leads(ReadOnlySpan<byte> digits)
    {
        if (digits.Length < sets.Length) return false;
        for (var i = 0; i < sets.Length; i++)
            if ((sets[i] >> digits[i] & 1) == 0) return false;
        return true;
    }

    /// <summary>Reads <c>5</c> (one digit), <c>[2-57]</c> (a set) and <c>x</c> (any digit).</summary>
    internal static DigitPattern Read(ReadOnlySpan<byte> text)
    {
        var sets = new List<ushort>(text.Length);
        while (!text.IsEmpty)
        {
            var end = text[0] == '[' ? text.IndexOf((byte)']') + 1 : 1;
            sets.Add(text[0] == 'x' ? Any : ReadSet(text[..end].Trim("[]"u8)));
            text = text[end..];
        }

        return new DigitPattern([.. sets]);
    }

    private static ushort ReadSet(ReadOnlySpan<byte> text)
    {
        var set = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var first = text[i];
            if (i + 2 < text.Length && text[i + 1] == '-') i += 2;
            for (var digit = first; digit <= text[i]; digit++) set |= 1 << (digit - '0');
        }

        return (ushort)set;
    }
}
