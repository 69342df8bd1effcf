using System.Buffers.Text;

namespace SpotifyCapi.Phones;

/// <summary>How one country, or one non-geographic code, writes and dials its numbers.</summary>
/// <param name="callingCode">The country calling code, such as 44.</param>
/// <param name="isMain">Whether the calling code's other countries follow this plan when no country is known.</param>
/// <param name="internationalPrefixes">What is dialled before a calling code, in order of preference.</param>
/// <param name="nationalPrefixes">Trunk prefixes, carrier codes and local rewriting; the first that fits counts.</param>
/// <param name="shapes">The national numbers that exist, of every kind.</param>
internal sealed class NumberingPlan(
    int callingCode, bool isMain, DigitPattern[] internationalPrefixes, NationalPrefix[] nationalPrefixes, NumberShape[] shapes)
{
    private readonly NumberShape[][] byFirstDigit = [.. Enumerable.Range(0, 10).Select(digit => shapes.Where(shape => shape.BeginsWith(digit)).ToArray())];

    private readonly NationalPrefix[] callingCodes = [.. nationalPrefixes.Where(prefix => prefix.IsCallingCode)];

    internal int CallingCode => callingCode;

    internal bool IsMain => isMain;

    internal ReadOnlySpan<DigitPattern> InternationalPrefixes => internationalPrefixes;

    /// <summary>Whether the number, without any prefix, is possible here.</summary>
    internal bool Accepts(ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty) return false;
        foreach (var shape in byFirstDigit[number[0]])
            if (shape.Fits(number)) return true;
        return false;
    }

    /// <summary>Whether the number is one with its calling code and without the plus, although it could be read as a national one.</summary>
    internal bool HasLostPlus(ReadOnlySpan<byte> number)
    {
        foreach (var prefix in callingCodes)
            if (prefix.Leads(number)) return true;
        return false;
    }

    /// <summary>Writes the number without its national prefix; false when it has none.</summary>
    internal bool TryRemovePrefix(ReadOnlySpan<byte> number, Span<byte> result, out int length)
    {
        foreach (var prefix in nationalPrefixes)
            if (prefix.TryRemove(number, result, out length)) return true;
        length = 0;
        return false;
    }
}

/// <summary>A country calling code and the plans that share it, such as +1, +7, +44 or +590.</summary>
internal sealed class CallingCode(int code)
{
    private NumberingPlan[] plans = [];

    internal int Code => code;

    /// <summary>How many digits the code has.</summary>
    internal int Length => code switch { < 10 => 1, < 100 => 2, _ => 3 };

    /// <summary>The plan that reads a number whose country is not known.</summary>
    internal NumberingPlan Main => plans[0];

    internal void Add(NumberingPlan plan) => plans = plan.IsMain ? [plan, .. plans] : [.. plans, plan];

    /// <summary>Whether the number, without any prefix, is possible in one of the plans.</summary>
    internal bool Accepts(ReadOnlySpan<byte> number)
    {
        foreach (var plan in plans)
            if (plan.Accepts(number)) return true;
        return false;
    }
}

/// <summary>Leading digits and the lengths that go with them; bit <c>n</c> of <c>lengths</c> stands for n digits.</summary>
internal sealed class NumberShape(DigitPattern leading, uint lengths)
{
    internal bool BeginsWith(int digit) => leading.Length == 0 || leading.Leads([(byte)digit], 1);

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

/// <summary>
/// What people dial before, or inside, a national number and what the E.164 form has instead: <c>strip</c> and <c>stripAfter</c> go,
/// <c>insert</c> comes, <c>keep</c> stays. Germany: strip 0. Argentina: strip 0, insert 9, keep the area code, strip 15.
/// </summary>
internal sealed class NationalPrefix(DigitPattern strip, byte[] insert, DigitPattern keep, DigitPattern stripAfter, bool whole)
{
    /// <summary>Germany's rule of our own: 49 in front of a whole mobile number.</summary>
    internal bool IsCallingCode => whole && strip.Length > 0 && insert.Length == 0 && keep.Length > 0;

    /// <summary>Whether a whole number has this form.</summary>
    internal bool Leads(ReadOnlySpan<byte> number) =>
        number.Length == strip.Length + keep.Length + stripAfter.Length && strip.Leads(number) && keep.Leads(number[strip.Length..]);

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

/// <summary>A run of digit sets; bit <c>d</c> of a set stands for digit <c>d</c>.</summary>
internal readonly struct DigitPattern(ushort[] sets)
{
    private const ushort Any = 0x3FF;

    internal int Length => sets.Length;

    /// <summary>Whether the first digits fit; digits after the pattern are free.</summary>
    internal bool Leads(ReadOnlySpan<byte> digits) => digits.Length >= sets.Length && Leads(digits, sets.Length);

    /// <summary>The same for the first few digits of the pattern.</summary>
    internal bool Leads(ReadOnlySpan<byte> digits, int count)
    {
        for (var i = 0; i < count; i++)
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
