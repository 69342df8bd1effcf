using PhoneNumbers;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Tests.Phones;

/// <summary>Numbers of all countries in the ways in which people write them, with what libphonenumber-csharp makes of them. Seeded, so always the same.</summary>
internal static class PhoneOracle
{
    private const string Separators = "-./\u00a0\u2011\u3000";

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    // Countries whose only international prefix is the one named.
    private static readonly (string Country, string Prefix)[] Callers =
        [("US", "011"), ("CA", "011"), ("AU", "0011"), ("JP", "010"), ("DE", "00"), ("FR", "00"), ("GB", "00"), ("RU", "810"), ("CU", "119")];

    private static readonly string[] Extensions = ["x123", " ext. 45", " #7", ";ext=12", " доб. 204", " extension 9", ",,55", " anexo 31"];

    private static readonly char[] Zeros = ['\uff10', '\u0660', '\u06f0', '\u0966'];

    /// <summary>Written numbers of every country, one that the metadata's patterns give after the other, each in every notation, and random digits.</summary>
    internal static IEnumerable<OracleNumber> Numbers()
    {
        var random = new Random(20260301);
        var plans = Library.GetSupportedRegions().Order(StringComparer.Ordinal)
            .Select(region => (Region: region, Kinds: NumberingPlanTable.Kinds(Library.GetMetadataForRegion(region)).ToList())).ToList();
        while (true)
        {
            foreach (var (region, kinds) in plans)
            {
                var nsn = kinds[random.Next(kinds.Count)].Pattern.Sample(random);
                foreach (var number in Notations(region, Library.GetCountryCodeForRegion(region), nsn, random))
                    yield return number;

                var digits = string.Concat(Enumerable.Range(0, random.Next(6, 15)).Select(_ => (char)('0' + random.Next(10))));
                yield return Number("random", digits, region, "", digits);
            }
        }
    }

    private static IEnumerable<OracleNumber> Notations(string region, int code, string nsn, Random random)
    {
        var e164 = $"+{code}{nsn}";
        if (!TryParse(e164, "", out var parsed))
            yield break;

        var (international, national) = (Library.Format(parsed, PhoneNumberFormat.INTERNATIONAL), Library.Format(parsed, PhoneNumberFormat.NATIONAL));
        var (caller, prefix) = Callers[random.Next(Callers.Length)];
        var zero = Zeros[random.Next(Zeros.Length)];
        yield return Number("e164", e164, "", "", e164);
        yield return Number("international", international, "", "", international);
        yield return Number("separators", international.Replace(' ', Separators[random.Next(Separators.Length)]), "", "", international);
        yield return Number("national", national, region, "", national);
        yield return Number("defaultCountry", national, "", region, national);
        yield return Number("nationalDigits", string.Concat(national.Where(char.IsAsciiDigit)), region, "", string.Concat(national.Where(char.IsAsciiDigit)));
        yield return Number("withoutTrunk", nsn, region, "", nsn);
        yield return Number("doubleZero", $"00{e164[1..]}", "", "", e164);
        yield return Number("fromAbroad", $"{prefix} {e164[1..]}", "", caller, e164);
        yield return Number("ownCode", $"00 {e164[1..]}", region, "", e164);
        yield return Number("withoutPlus", e164[1..], region, "", e164[1..]);
        yield return Number("extension", national + Extensions[random.Next(Extensions.Length)], region, "", national);
        yield return Number("uri", Library.Format(parsed, PhoneNumberFormat.RFC3966), "", "", e164);
        yield return Number("context", $"tel:{nsn};phone-context=+{code}", "", "", e164);
        yield return Number("digits", string.Concat(national.Select(c => char.IsAsciiDigit(c) ? (char)(zero + (c - '0')) : c)), region, "", national);
        yield return Number("invisible", $"\u200f\u202a{string.Join('\u200b', international.ToCharArray())}\u202c", "", "", international);
        yield return Number("label", $"Tel.: {international}", "", "", international);
    }

    // The oracle is asked about a text that it knows, where it does not know the notation.
    private static OracleNumber Number(string notation, string raw, string country, string defaultCountry, string asked)
    {
        var isParsed = TryParse(asked, country.Length > 0 ? country : defaultCountry, out var parsed);
        return new(notation, raw, country, defaultCountry, isParsed && Library.IsValidNumber(parsed), isParsed ? Library.Format(parsed, PhoneNumberFormat.E164) : "");
    }

    private static bool TryParse(string text, string region, out PhoneNumber parsed)
    {
        try
        {
            parsed = Library.Parse(text, region.Length > 0 ? region : null);
            return true;
        }
        catch (NumberParseException)
        {
            parsed = new PhoneNumber();
            return false;
        }
    }
}

/// <summary>One written number and what libphonenumber-csharp makes of it.</summary>
internal sealed record OracleNumber(string Notation, string Raw, string Country, string DefaultCountry, bool IsValid, string Expected)
{
    internal string? Ours { get; } = PhoneNormalizer.Normalize(Raw, Country, DefaultCountry).Number?.Value;

    public override string ToString() => $"{Notation}: \"{Raw}\" country \"{Country}\" default \"{DefaultCountry}\": oracle {Expected} {IsValid}, ours {Ours}";
}
