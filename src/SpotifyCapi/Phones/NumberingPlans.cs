using System.Buffers.Text;

namespace SpotifyCapi.Phones;

/// <summary>The world's numbering plans, by country and by calling code.</summary>
public static class NumberingPlans
{
    private const int Letters = 26;
    private const int LongestCallingCode = 3;
    private const int UnitedKingdom = ('U' - 'A') * Letters + 'K' - 'A';

    private static readonly NumberingPlan?[] ByCountry = new NumberingPlan?[Letters * Letters];
    private static readonly CallingCode?[] ByCallingCode = new CallingCode?[1000];

    static NumberingPlans()
    {
        using var table = typeof(NumberingPlans).Assembly.GetManifestResourceStream("numbering-plans.txt")!;
        var text = new byte[table.Length];
        table.ReadExactly(text);
        var reader = new NumberingPlanReader(text.AsSpan(text.AsSpan().IndexOf("\n\n"u8)));
        while (reader.TryRead(out var country, out var plan))
        {
            if (country[0] != '-') ByCountry[(country[0] - 'A') * Letters + country[1] - 'A'] = plan;
            (ByCallingCode[plan.CallingCode] ??= new CallingCode(plan.CallingCode)).Add(plan);
        }

        // ISO 3166-1 reserves UK for the United Kingdom, and shops write it.
        ByCountry[UnitedKingdom] = ByCountry[('G' - 'A') * Letters + 'B' - 'A'];
    }

    /// <summary>
    /// Whether the text is the ISO 3166-1 alpha-2 code, in either case, of a country with a numbering plan (also <c>UK</c>).
    /// </summary>
    /// <param name="alpha2">Two letters; white space around them does not matter.</param>
    public static bool IsKnownCountry(ReadOnlySpan<char> alpha2) => OfCode(alpha2.Trim()) is not null;

    /// <summary>The plan of a country: its alpha-2 code, or its alpha-3 code or name as addresses have them.</summary>
    internal static NumberingPlan? Find(ReadOnlySpan<char> country)
    {
        country = country.Trim();
        return OfCode(country) ?? (country.Length > 2 && CountryNames.TryGetCode(country, out var alpha2) ? OfCode(alpha2) : null);
    }

    private static NumberingPlan? OfCode(ReadOnlySpan<char> alpha2) =>
        alpha2.Length == 2 && char.IsAsciiLetter(alpha2[0]) && char.IsAsciiLetter(alpha2[1])
            ? ByCountry[((alpha2[0] | 0x20) - 'a') * Letters + (alpha2[1] | 0x20) - 'a']
            : null;

    /// <summary>The alpha-2 codes of all countries that have a plan.</summary>
    internal static IEnumerable<string> CountryCodes =>
        from index in Enumerable.Range(0, ByCountry.Length)
        where ByCountry[index] is not null && index != UnitedKingdom
        select $"{(char)('A' + (index / Letters))}{(char)('A' + (index % Letters))}";

    internal static CallingCode Of(NumberingPlan plan) => ByCallingCode[plan.CallingCode]!;

    /// <summary>The calling code that the digits start with; no code starts with another one.</summary>
    internal static CallingCode? Find(ReadOnlySpan<byte> digits)
    {
        var code = 0;
        for (var i = 0; i < digits.Length && i < LongestCallingCode; i++)
        {
            code = code * 10 + digits[i];
            if (code == 0) return null;
            if (ByCallingCode[code] is { } found) return found;
        }

        return null;
    }
}

/// <summary>
/// Reads <c>numbering-plans.txt</c> behind its first blank line. A record is a country (two capitals, or <c>--</c> for a code without one; <c>*</c> marks the
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
