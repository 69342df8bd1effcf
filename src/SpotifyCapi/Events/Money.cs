using System.Collections.Frozen;
using System.Globalization;

namespace SpotifyCapi.Events;

/// <summary>An amount in its currency. The two are one value because they are sent together or not at all.</summary>
/// <param name="Amount">Major units, zero or more, without trailing zeros.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Removes trailing zeros, so that 49.90 and 49.9 are the same bytes.</summary>
    /// <param name="amount">Any amount.</param>
    public static decimal Trim(decimal amount) => HasTrailingZero(amount) ? amount / 1.0000000000000000000000000000m : amount;

    // The division takes longer than reading the whole number did, and nearly no price needs it. False only when the last digit is sure to count.
    private static bool HasTrailingZero(decimal amount)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(amount, parts);
        return amount.Scale > 0 && ((parts[1] | parts[2]) != 0 || (uint)parts[0] % 10 == 0);
    }
}

/// <summary>Reads amounts that come as text, as shops send them.</summary>
public static class Amounts
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Reads an amount with a decimal point and without thousands separators, whatever the culture.</summary>
    /// <param name="text">For example <c>45.85</c>.</param>
    /// <param name="amount">The amount.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal amount) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out amount) && !IsLostInRounding(text, amount);

    /// <summary>Whether a notation is of a number so small that nothing is left of it; it must not pass as the price 0.</summary>
    /// <param name="text">The notation, possibly with an exponent.</param>
    /// <param name="amount">What was read.</param>
    internal static bool IsLostInRounding(ReadOnlySpan<char> text, decimal amount)
    {
        var exponent = text.IndexOfAny('e', 'E');
        return amount == 0 && (exponent < 0 ? text : text[..exponent]).ContainsAnyInRange('1', '9');
    }

    /// <summary>The same of a JSON number.</summary>
    /// <param name="json">The number as it stands in JSON.</param>
    /// <param name="amount">What was read.</param>
    internal static bool IsLostInRounding(ReadOnlySpan<byte> json, decimal amount)
    {
        var exponent = json.IndexOfAny((byte)'e', (byte)'E');
        return amount == 0 && (exponent < 0 ? json : json[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}

/// <summary>The active currencies of ISO 4217 and the number of their decimals (list one, edition of 2026).</summary>
public static class Currencies
{
    private const string TwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC " +
        "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW " +
        "KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP " +
        "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN " +
        "UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private const string FourDecimals = "CLF UYW";

    private const int Length = 3;

    // By the three letters of the code as a number.
    private static readonly FrozenDictionary<int, (string Code, int Decimals)> ByLetters = Build();

    /// <summary>Looks a currency up, whatever its case.</summary>
    /// <param name="code">Three letters.</param>
    /// <param name="canonical">The code in upper case.</param>
    /// <param name="decimals">0 to 4.</param>
    /// <returns>Whether ISO 4217 knows it.</returns>
    public static bool TryGet(ReadOnlySpan<char> code, out string canonical, out int decimals)
    {
        code = code.Trim();
        var isKnown = ByLetters.TryGetValue(code.Length == Length ? Letters(code) : 0, out var known);
        (canonical, decimals) = isKnown ? known : (string.Empty, 0);
        return isKnown;
    }

    private static int Letters(ReadOnlySpan<char> code)
    {
        var letters = 0;
        foreach (var c in code)
        {
            // In upper case first: there is a letter beyond ASCII, the long s, whose capital is an ordinary one.
            var upper = char.ToUpperInvariant(c);
            letters = char.IsAscii(upper) ? (letters << 8) | upper : 0;
        }

        return letters;
    }

    private static FrozenDictionary<int, (string Code, int Decimals)> Build()
    {
        var all = new Dictionary<int, (string, int)>();
        void Add(string codes, int decimals)
        {
            foreach (var code in codes.Split(' '))
                all.Add(Letters(code), (code, decimals));
        }

        Add(TwoDecimals, 2);
        Add(NoDecimals, 0);
        Add(ThreeDecimals, 3);
        Add(FourDecimals, 4);
        return all.ToFrozenDictionary();
    }
}
