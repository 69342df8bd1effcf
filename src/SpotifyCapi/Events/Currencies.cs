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

    private static readonly FrozenDictionary<string, (string Code, int Decimals)> ByCode = Build();

    private static readonly FrozenDictionary<string, (string Code, int Decimals)>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks a currency up, whatever its case.</summary>
    /// <param name="code">Three letters.</param>
    /// <param name="canonical">The code in upper case.</param>
    /// <param name="decimals">0 to 4.</param>
    /// <returns>Whether ISO 4217 knows it.</returns>
    public static bool TryGet(ReadOnlySpan<char> code, out string canonical, out int decimals)
    {
        canonical = string.Empty;
        decimals = 0;
        Span<char> upper = stackalloc char[3];
        code = code.Trim();
        if (code.Length != 3 || code.ToUpperInvariant(upper) != 3 || !BySpan.TryGetValue(upper, out var known))
        {
            return false;
        }

        (canonical, decimals) = known;
        return true;
    }

    private static FrozenDictionary<string, (string Code, int Decimals)> Build()
    {
        var all = new Dictionary<string, (string, int)>();
        void Add(string codes, int decimals)
        {
            foreach (var code in codes.Split(' '))
            {
                all.Add(code, (code, decimals));
            }
        }

        Add(TwoDecimals, 2);
        Add(NoDecimals, 0);
        Add(ThreeDecimals, 3);
        Add(FourDecimals, 4);
        return all.ToFrozenDictionary();
    }
}
