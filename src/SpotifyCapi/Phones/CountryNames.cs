using System.Collections.Frozen;
using System.Globalization;

namespace SpotifyCapi.Phones;

/// <summary>What addresses call a country instead of its ISO 3166-1 alpha-2 code: the alpha-3 code, the English name, the country's own.</summary>
internal static class CountryNames
{
    private const int LongestOnStack = 64;

    // What the runtime's names (CLDR) do not say: ISO's long forms, former names, and the languages of countries with several.
    private static readonly (string Code, string[] Names)[] Others =
    [
        ("US", ["United States of America", "U.S.", "U.S.A.", "The United States", "Estados Unidos", "États-Unis", "Vereinigte Staaten"]),
        ("GB",
            ["Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "U.K.", "United Kingdom of Great Britain and Northern Ireland"]),
        ("CH", ["Schweiz", "Suisse", "Svizzera"]), ("BE", ["België", "Belgique", "Belgien"]), ("LU", ["Luxemburg"]), ("FI", ["Suomi", "Finland"]),
        ("NL", ["Holland", "The Netherlands"]), ("CZ", ["Czech Republic", "Česká republika"]), ("TR", ["Turkey", "Türkiye", "Turkiye"]),
        ("KR", ["Korea", "Republic of Korea", "Korea, Republic of", "South Korea"]), ("RU", ["Russian Federation"]), ("VN", ["Viet Nam"]),
        ("AE", ["UAE", "U.A.E."]), ("HK", ["Hong Kong", "Hongkong"]), ("MO", ["Macau", "Macao"]), ("TW", ["Taiwan, Province of China"]),
        ("CI", ["Ivory Coast", "Cote d'Ivoire"]), ("CV", ["Cape Verde"]), ("SZ", ["Swaziland"]), ("MK", ["Macedonia"]), ("IR", ["Iran, Islamic Republic of"]),
        ("BO", ["Bolivia, Plurinational State of"]), ("VE", ["Venezuela, Bolivarian Republic of"]), ("TZ", ["Tanzania, United Republic of"]),
        ("MD", ["Moldova, Republic of"]), ("SY", ["Syrian Arab Republic"]), ("LA", ["Lao People's Democratic Republic"]), ("BN", ["Brunei Darussalam"]),
        ("IE", ["Republic of Ireland", "Éire"]), ("CN", ["People's Republic of China", "P.R. China"]), ("MX", ["Mexico"]), ("ES", ["Espana"]),
        ("BR", ["Brasil"]), ("AT", ["Osterreich"]), ("PE", ["Peru"]), ("XK", ["XKX"]),
    ];

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Codes = All().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the alpha-2 code; case, blanks and punctuation do not count.</summary>
    internal static bool TryGetCode(ReadOnlySpan<char> name, out string alpha2)
    {
        alpha2 = string.Empty;
        if (name.Length > LongestOnStack) return false;
        Span<char> key = stackalloc char[LongestOnStack];
        return Codes.TryGetValue(key[..Key(name, key)], out alpha2!);
    }

    private static FrozenDictionary<string, string> All()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, names) in Others)
            foreach (var name in names) Add(name, code);
        foreach (var code in NumberingPlans.CountryCodes)
        {
            if (Region(code) is not { } region) continue;
            foreach (var name in (ReadOnlySpan<string>)[region.EnglishName, region.ThreeLetterISORegionName, region.NativeName]) Add(name, code);
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string name, string code)
        {
            Span<char> key = stackalloc char[name.Length];
            if (Key(name, key) is > 1 and var length) codes.TryAdd(new string(key[..length]), code);
        }
    }

    // A few codes are only reserved, such as AC, and are no regions for every runtime.
    private static RegionInfo? Region(string code)
    {
        try
        {
            return new RegionInfo(code);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int Key(ReadOnlySpan<char> name, Span<char> key)
    {
        var length = 0;
        foreach (var c in name)
            if (char.IsLetter(c)) key[length++] = c;
        return length;
    }
}
