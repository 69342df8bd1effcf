namespace SpotifyCapi.Phones;

/// <summary>The world's numbering plans, by country and by calling code.</summary>
public static class NumberingPlans
{
    private const int Letters = 26;
    private const int LongestCallingCode = 3;

    private static readonly NumberingPlan?[] ByCountry = new NumberingPlan?[Letters * Letters];
    private static readonly CallingCode?[] ByCallingCode = new CallingCode?[1000];

    static NumberingPlans()
    {
        var reader = new NumberingPlanReader(NumberingPlanTable.Text);
        while (reader.TryRead(out var country, out var plan))
        {
            if (country[0] != '-') ByCountry[(country[0] - 'A') * Letters + country[1] - 'A'] = plan;
            (ByCallingCode[plan.CallingCode] ??= new CallingCode(plan.CallingCode)).Add(plan);
        }

        // ISO 3166-1 reserves UK for the United Kingdom, and shops write it.
        ByCountry[('U' - 'A') * Letters + 'K' - 'A'] = ByCountry[('G' - 'A') * Letters + 'B' - 'A'];
    }

    /// <summary>
    /// Whether the text is the ISO 3166-1 alpha-2 code, in either case, of a country with a numbering plan (also <c>UK</c>).
    /// </summary>
    /// <param name="alpha2">Two letters; white space around them does not matter.</param>
    public static bool IsKnownCountry(ReadOnlySpan<char> alpha2) => Find(alpha2) is not null;

    internal static NumberingPlan? Find(ReadOnlySpan<char> alpha2)
    {
        alpha2 = alpha2.Trim();
        if (alpha2.Length != 2 || !char.IsAsciiLetter(alpha2[0]) || !char.IsAsciiLetter(alpha2[1])) return null;
        return ByCountry[((alpha2[0] | 0x20) - 'a') * Letters + (alpha2[1] | 0x20) - 'a'];
    }

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
