using System.Collections.Frozen;

namespace SpotifyCapi.Events;

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
        if (code.Length != Length || !ByLetters.TryGetValue(Letters(code), out var known))
        {
            (canonical, decimals) = (string.Empty, 0);
            return false;
        }

        (canonical, decimals) = known;
        return true;
    }

    /// <summary>Looks a currency up that is written as ISO 4217 writes it.</summary>
    /// <param name="code">UTF-8.</param>
    /// <param name="canonical">The code.</param>
    /// <param name="decimals">0 to 4.</param>
    /// <returns>False when it is no code in upper case.</returns>
    internal static bool TryFind(ReadOnlySpan<byte> code, out string canonical, out int decimals)
    {
        if (code.Length != Length || !ByLetters.TryGetValue((code[0] << 16) | (code[1] << 8) | code[2], out var known))
        {
            (canonical, decimals) = (string.Empty, 0);
            return false;
        }

        (canonical, decimals) = known;
        return true;
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
