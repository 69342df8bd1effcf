namespace SpotifyCapi.Phones;

/// <summary>Decides which calling code and which national number the written digits stand for.</summary>
internal ref struct NumberResolution(WrittenNumber written, Span<byte> buffer)
{
    private const int ZerosLength = 2;

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
        var own = NumberingPlans.Of(plan);
        var hasZeros = written.Digits is [0, 0, ..];

        // 00 and the country's own calling code are its own number, also where those digits could be a carrier's prefix and another country.
        if (hasZeros && NumberingPlans.Find(written.Digits[ZerosLength..]) == own)
            return TryInternational(ZerosLength) ? PhoneDrop.None : PhoneDrop.Invalid;

        // Most of the world dials 00, and writes so even where another prefix is dialled. Nobody writes a trunk prefix behind it as well.
        var plain = hasZeros && IsWhole(ZerosLength) ? Number(ZerosLength) : null;
        var isAbroad = false;
        foreach (var prefix in plan.InternationalPrefixes)
        {
            if (!prefix.Leads(written.Digits)) continue;
            isAbroad |= NumberingPlans.Find(written.Digits[prefix.Length..]) is not null;
            if (Number(prefix.Length) is { } dialled) return plain is null || plain == dialled ? PhoneDrop.None : PhoneDrop.Invalid;
        }

        if (plain is not null && !significant.TryNational(written.Digits, plan)) return TryInternational(ZerosLength) ? PhoneDrop.None : PhoneDrop.Invalid;

        // A broken number abroad must not become another person's number at home, and neither must one that can be read in two ways.
        if (isAbroad || plain is not null) return PhoneDrop.Invalid;

        if (plan.HasLostPlus(written.Digits)) return TryInternational(0) ? PhoneDrop.None : PhoneDrop.Invalid;
        CallingCode = own;
        if (TryNational(plan)) return PhoneDrop.None;

        // "44 20 …" in Britain: the calling code without its plus, when the digits make no sense as a national number.
        if (NumberingPlans.Find(written.Digits) == own && TryInternational(0)) return PhoneDrop.None;
        return significant.TryNeighbour(written.Digits, plan, own) ? PhoneDrop.None : PhoneDrop.Invalid;
    }

    // Whether the digits behind a calling code are a number as they stand, but for a bracketed zero.
    private readonly bool IsWhole(int from)
    {
        var digits = written.Digits[from..];
        if (NumberingPlans.Find(digits) is not { } code) return false;
        return code.Accepts(digits[code.Length..]) || written.BracketedZeroAt == from + code.Length;
    }

    private E164Number? Number(int from) =>
        TryInternational(from) && E164Number.TryJoin(CallingCode!, significant.Digits, out var number) ? number : null;

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

    // "+34 (0) 912 …": a bracketed zero is a part of the number in Italy and elsewhere only a habit; where both readings exist, neither is certain.
    private bool TryInternational(int from)
    {
        var digits = written.Digits[from..];
        if (NumberingPlans.Find(digits) is not { } code) return false;
        CallingCode = code;
        var afterCode = digits[code.Length..];
        var stands = significant.TryInternational(afterCode, code);
        if (written.BracketedZeroAt != from + code.Length) return stands;
        return stands ? !(code.Accepts(afterCode) && code.Accepts(afterCode[1..])) : significant.TryInternational(afterCode[1..], code);
    }

    private bool TryNational(NumberingPlan plan)
    {
        var digits = written.Digits;
        var stands = significant.TryNational(digits, plan);
        if (written.BracketedZeroAt != 0) return stands;
        return stands ? !(plan.Accepts(digits) && plan.Accepts(digits[1..])) : significant.TryNational(digits[1..], plan);
    }

    private readonly PhoneDrop InternationalDrop(int from) =>
        NumberingPlans.Find(written.Digits[from..]) is null ? PhoneDrop.UnknownCallingCode : PhoneDrop.Invalid;
}

/// <summary>A national significant number: what follows the calling code in E.164.</summary>
internal ref struct SignificantNumber(Span<byte> buffer)
{
    /// <summary>Room for the longest written number and the digits that a plan may insert.</summary>
    internal const int Room = WrittenNumber.MaxDigits + 4;

    private readonly Span<byte> buffer = buffer;
    private int length;

    internal readonly ReadOnlySpan<byte> Digits => buffer[..length];

    /// <summary>
    /// Reads what follows a calling code. A number that exists as it stands is taken as it stands, so that an E.164 number stays what it
    /// is; only otherwise was a national prefix written that does not belong there.
    /// </summary>
    /// <param name="written">The digits after the calling code.</param>
    /// <param name="code">The calling code.</param>
    internal bool TryInternational(ReadOnlySpan<byte> written, CallingCode code) =>
        code.Accepts(written) ? Take(written) : code.Main.TryRemovePrefix(written, buffer, out length) && code.Accepts(Digits);

    /// <summary>Reads what is dialled inside a country: without its prefix if that makes sense, else as it stands.</summary>
    /// <param name="written">The digits.</param>
    /// <param name="plan">The country's plan.</param>
    internal bool TryNational(ReadOnlySpan<byte> written, NumberingPlan plan) =>
        (plan.TryRemovePrefix(written, buffer, out length) && plan.Accepts(Digits)) || (plan.Accepts(written) && Take(written));

    /// <summary>The same for a number of another country under the same calling code, such as a Manx number dialled in Britain.</summary>
    /// <param name="written">The digits.</param>
    /// <param name="plan">The country's plan, which has the prefixes.</param>
    /// <param name="code">Its calling code.</param>
    internal bool TryNeighbour(ReadOnlySpan<byte> written, NumberingPlan plan, CallingCode code) =>
        (plan.TryRemovePrefix(written, buffer, out length) && code.Accepts(Digits)) || (code.Accepts(written) && Take(written));

    private bool Take(ReadOnlySpan<byte> written)
    {
        written.CopyTo(buffer);
        length = written.Length;
        return true;
    }
}
