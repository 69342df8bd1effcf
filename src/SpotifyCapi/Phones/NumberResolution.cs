namespace SpotifyCapi.Phones;

/// <summary>Decides which calling code and which national number the written digits stand for.</summary>
internal ref struct NumberResolution(WrittenNumber written, Span<byte> buffer)
{
    private readonly WrittenNumber written = written;
    private SignificantNumber significant = new(buffer);

    /// <summary>The calling code; set once <see cref="Resolve"/> has answered <see cref="PhoneDrop.None"/>.</summary>
    internal CallingCode? CallingCode { get; private set; }

    /// <summary>The digits after the calling code.</summary>
    internal readonly ReadOnlySpan<byte> Significant => significant.Digits;

    /// <summary>Resolves the number with the country that applies to a national one.</summary>
    internal PhoneDrop Resolve(ReadOnlySpan<char> country)
    {
        if (written.HasPlus) return TryInternational(0) ? PhoneDrop.None : InternationalDrop(0);
        return NumberingPlans.Find(country) is { } plan ? ResolveIn(plan) : ResolveAnywhere(country);
    }

    private PhoneDrop ResolveIn(NumberingPlan plan)
    {
        CallingCode? abroad = null;
        foreach (var prefix in plan.InternationalPrefixes)
        {
            if (!prefix.Leads(written.Digits)) continue;
            if (TryInternational(prefix.Length)) return PhoneDrop.None;
            abroad ??= NumberingPlans.Find(written.Digits[prefix.Length..]);
        }

        // A broken number abroad must not come back as somebody's number at home.
        if (abroad is not null) return PhoneDrop.Invalid;

        var code = NumberingPlans.Of(plan);
        CallingCode = code;
        if (significant.TryNational(written.Digits, plan)) return PhoneDrop.None;

        // "44 20 …" in Britain: the calling code without its plus, when the digits make no sense as a national number.
        if (NumberingPlans.Find(written.Digits) == code && TryInternational(0)) return PhoneDrop.None;
        return significant.TryNeighbour(written.Digits, plan, code) ? PhoneDrop.None : PhoneDrop.Invalid;
    }

    /// <summary>Without a country only the two international prefixes that most of the world uses are understood.</summary>
    private PhoneDrop ResolveAnywhere(ReadOnlySpan<char> country)
    {
        var prefix = written.Digits switch
        {
            [0, 0, ..] => 2,
            [0, 1, 1, ..] => 3,
            _ => 0,
        };
        if (prefix == 0) return country.IsWhiteSpace() ? PhoneDrop.WithoutCountry : PhoneDrop.UnknownCountry;
        return TryInternational(prefix) ? PhoneDrop.None : InternationalDrop(prefix);
    }

    private bool TryInternational(int from)
    {
        var digits = written.Digits[from..];
        if (NumberingPlans.Find(digits) is not { } code) return false;
        CallingCode = code;
        var afterCode = digits[code.Length..];
        if (significant.TryInternational(afterCode, code)) return true;

        // "+34 (0) 912 …": the plan has no trunk zero, so the bracketed one is only a habit.
        return written.BracketedZeroAt == from + code.Length && significant.TryInternational(afterCode[1..], code);
    }

    private readonly PhoneDrop InternationalDrop(int from) =>
        NumberingPlans.Find(written.Digits[from..]) is null ? PhoneDrop.UnknownCallingCode : PhoneDrop.Invalid;
}
