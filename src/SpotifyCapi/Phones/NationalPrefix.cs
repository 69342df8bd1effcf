namespace SpotifyCapi.Phones;

/// <summary>
/// What people dial before, or inside, a national number and what the E.164 form has instead: <c>strip</c> and <c>stripAfter</c> go,
/// <c>insert</c> comes, <c>keep</c> stays. Germany: strip 0. Argentina: strip 0, insert 9, keep the area code, strip 15.
/// </summary>
internal sealed class NationalPrefix(DigitPattern strip, byte[] insert, DigitPattern keep, DigitPattern stripAfter, bool whole)
{
    /// <summary>Writes the number without the prefix; false when the number does not start with it.</summary>
    /// <param name="number">The digits as dialled.</param>
    /// <param name="result">At least three digits longer than <paramref name="number"/>.</param>
    /// <param name="length">How many digits were written.</param>
    internal bool TryRemove(ReadOnlySpan<byte> number, Span<byte> result, out int length)
    {
        length = 0;
        if (!strip.Leads(number)) return false;
        var kept = number[strip.Length..];
        if (!keep.Leads(kept)) return false;
        var rest = kept[keep.Length..];
        if (!stripAfter.Leads(rest)) return false;
        rest = rest[stripAfter.Length..];
        if (whole && !rest.IsEmpty) return false;

        insert.CopyTo(result);
        kept[..keep.Length].CopyTo(result[insert.Length..]);
        rest.CopyTo(result[(insert.Length + keep.Length)..]);
        length = insert.Length + keep.Length + rest.Length;
        return true;
    }

    /// <summary>Reads <c>strip</c> alone or <c>strip&gt;insert:keep:stripAfter</c>, with <c>$</c> when nothing may follow.</summary>
    internal static NationalPrefix Read(ReadOnlySpan<byte> text)
    {
        var whole = text.EndsWith("$"u8);
        if (whole) text = text[..^1];
        var arrow = text.IndexOf((byte)'>');
        if (arrow < 0) return new NationalPrefix(DigitPattern.Read(text), [], DigitPattern.Read([]), DigitPattern.Read([]), whole);

        var rest = text[(arrow + 1)..];
        var first = rest.IndexOf((byte)':');
        var last = rest.LastIndexOf((byte)':');
        var insert = rest[..first].ToArray();
        for (var i = 0; i < insert.Length; i++) insert[i] -= (byte)'0';
        return new NationalPrefix(
            DigitPattern.Read(text[..arrow]),
            insert,
            DigitPattern.Read(rest[(first + 1)..last]),
            DigitPattern.Read(rest[(last + 1)..]),
            whole);
    }
}
