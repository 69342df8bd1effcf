using System.Buffers.Text;

namespace SpotifyCapi.Phones;

/// <summary>
/// Reads <see cref="NumberingPlanTable"/>. A record is a country (two capitals, or <c>--</c> for a code without one; <c>*</c> marks the
/// main country of its calling code), <c>+</c> the calling code, then any number of <c>i</c> international prefix, <c>t</c>
/// <see cref="NationalPrefix"/> and <c>n</c> <see cref="NumberShape"/>.
/// </summary>
internal ref struct NumberingPlanReader(ReadOnlySpan<byte> text)
{
    private readonly List<DigitPattern> internationalPrefixes = [];
    private readonly List<NationalPrefix> nationalPrefixes = [];
    private readonly List<NumberShape> shapes = [];
    private ReadOnlySpan<byte> rest = text;

    /// <summary>Reads the next record; false at the end.</summary>
    /// <param name="country">The two letters or <c>--</c>.</param>
    /// <param name="plan">The plan.</param>
    internal bool TryRead(out ReadOnlySpan<byte> country, out NumberingPlan plan)
    {
        var name = Token();
        country = name;
        plan = null!;
        if (name.IsEmpty) return false;
        country = name[..2];

        internationalPrefixes.Clear();
        nationalPrefixes.Clear();
        shapes.Clear();
        if (!Utf8Parser.TryParse(Token()[1..], out int callingCode, out _))
            throw new InvalidDataException("A numbering plan has no calling code.");
        while (rest.Length > 0 && char.IsAsciiLetterLower((char)rest[0])) Add(Token());
        plan = new NumberingPlan(callingCode, name.Length > 2, [.. internationalPrefixes], [.. nationalPrefixes], [.. shapes]);
        return true;
    }

    private readonly void Add(ReadOnlySpan<byte> token)
    {
        var value = token[1..];
        if (token[0] == 'i') internationalPrefixes.Add(DigitPattern.Read(value));
        else if (token[0] == 't') nationalPrefixes.Add(NationalPrefix.Read(value));
        else shapes.Add(NumberShape.Read(value));
    }

    private ReadOnlySpan<byte> Token()
    {
        rest = rest.TrimStart(" \n"u8);
        var end = rest.IndexOfAny((byte)' ', (byte)'\n');
        var token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..].TrimStart(" \n"u8);
        return token;
    }
}
