using PhoneNumbers;

namespace SpotifyCapi.Tests.Phones;

/// <summary>Makes src/SpotifyCapi/Phones/numbering-plans.txt from the metadata of the pinned libphonenumber-csharp.</summary>
internal static class NumberingPlanTable
{
    private const int Width = 120;

    // Rules of our own, tried before the metadata's (docs/phone-numbers.md).
    // Germany: 49 is also the start of some area codes, so metadata reads a mobile number that only lost its plus as a fixed line.
    // Mexico closed its plan to ten digits on 3 August 2019; people still write the old prefixes (044, 045 and 01 inside the country,
    // 1 after +52 for mobiles), which current metadata no longer knows.
    private static readonly Dictionary<string, string[]> OwnPrefixes = new()
    {
        ["DE"] = ["49>:1[5-7]xxxxxxxx:$", "49>:1[5-7]xxxxxxxxx:$"],
        ["MX"] = ["044", "045", "01", "1"],
    };

    internal static string Path => System.IO.Path.Combine(Repository.Root, "src", "SpotifyCapi", "Phones", "numbering-plans.txt");

    internal static string Make()
    {
        var library = PhoneNumberUtil.GetInstance();
        var version = typeof(PhoneNumberUtil).Assembly.GetName().Version!.ToString(3);
        var countries = library.GetSupportedRegions().Order(StringComparer.Ordinal).Select(region => Plan(region, library.GetMetadataForRegion(region), library));
        var others = library.GetSupportedGlobalNetworkCallingCodes().Order().Select(code => Plan("--", library.GetMetadataForNonGeographicalRegion(code), library));
        return $"""
            Made by SPOTIFY_CAPI_WRITE_PHONE_TABLE=1 dotnet test tests/SpotifyCapi.Tests; do not edit by hand. NumberingPlanReader has the grammar.
            Facts about the world's numbering plans, derived from the metadata of libphonenumber-csharp {version}, which is that of Google's
            libphonenumber (both Apache-2.0). No code of either is copied.

            {string.Join('\n', countries.Concat(others).SelectMany(Wrap))}

            """.ReplaceLineEndings("\n");
    }

    private static List<string> Plan(string name, PhoneMetadata plan, PhoneNumberUtil library)
    {
        var regions = library.GetRegionCodesForCountryCode(plan.CountryCode).Where(region => region != "001").ToList();
        var isMain = name != "--" && regions[0] == name;
        List<string> tokens = [$"{name}{(isMain ? "*" : "")}", $"+{plan.CountryCode}"];
        if (plan.HasInternationalPrefix)
            tokens.AddRange(NumberPattern.Parse(plan.InternationalPrefix).Ways().Select(way => $"i{Digits(way.Digits)}"));

        tokens.AddRange(NationalPrefixes(name, plan).Select(rule => $"t{rule}"));
        var first = regions.TakeWhile(region => region != name).Select(library.GetMetadataForRegion).Where(other => other.HasLeadingDigits);
        tokens.AddRange(NumberShapes.Of(Kind(plan.GeneralDesc)!, Kinds(plan), first.Select(other => NumberPattern.Parse(other.LeadingDigits))).Select(shape => $"n{shape}"));
        return tokens;
    }

    internal static IEnumerable<NumberKind> Kinds(PhoneMetadata plan) => new[]
    {
        plan.FixedLine, plan.Mobile, plan.TollFree, plan.PremiumRate, plan.SharedCost, plan.Voip, plan.PersonalNumber, plan.Pager, plan.Uan, plan.Voicemail,
    }.Select(Kind).OfType<NumberKind>();

    // A kind that a country does not have has no pattern, and -1 as its length; where it has no lengths, those of the country count.
    private static NumberKind? Kind(PhoneNumberDesc? description) =>
        description is { HasNationalNumberPattern: true, NationalNumberPattern: not ("NA" or "") } && !description.PossibleLengthList.Contains(-1)
            ? new(NumberPattern.Parse(description.NationalNumberPattern), description.PossibleLengthCount > 0 ? [.. description.PossibleLengthList] : [.. Enumerable.Range(1, 17)])
            : null;

    private static IEnumerable<string> NationalPrefixes(string name, PhoneMetadata plan)
    {
        var source = plan.HasNationalPrefixForParsing ? plan.NationalPrefixForParsing : plan.NationalPrefix;
        var transform = plan.HasNationalPrefixTransformRule ? plan.NationalPrefixTransformRule : null;
        var ways = string.IsNullOrEmpty(source) ? [] : NumberPattern.Parse(source).Ways().Where(way => way.Digits.Count > 0).ToList();
        return OwnPrefixes.GetValueOrDefault(name, []).Concat(Merged(ways).Select(way => Prefix(way, transform)));
    }

    // strip '>' insert ':' keep ':' strip-after '$'; a plain prefix is only its digits.
    private static string Prefix(Way way, string? transform)
    {
        var group = transform is null ? 0 : transform[transform.IndexOf('$', StringComparison.Ordinal) + 1] - '0';
        var from = way.Digits.TakeWhile(digit => digit.Group != group).Count();
        if (transform is null || from == way.Digits.Count)
            return Digits(way.Digits);

        var kept = way.Digits.Skip(from).TakeWhile(digit => digit.Group == group).Count();
        var insert = transform[..transform.IndexOf('$', StringComparison.Ordinal)];
        return $"{Digits(way.Digits.Take(from))}>{insert}:{Digits(way.Digits.Skip(from).Take(kept))}:{Digits(way.Digits.Skip(from + kept))}{(way.IsWhole ? "$" : "")}";
    }

    // Neighbours of one form that differ in a single set are alternatives of each other.
    private static List<Way> Merged(List<Way> ways)
    {
        var merged = new List<Way>();
        foreach (var way in ways)
        {
            if (merged is [.., var last] && last.IsWhole == way.IsWhole && last.Digits.Select(digit => digit.Group).SequenceEqual(way.Digits.Select(digit => digit.Group))
                && last.Digits.Zip(way.Digits).Count(pair => pair.First != pair.Second) == 1)
            {
                merged[^1] = last with { Digits = [.. last.Digits.Zip(way.Digits, (left, right) => (left.Mask | right.Mask, left.Group))] };
            }
            else
            {
                merged.Add(way);
            }
        }

        return merged.Count == ways.Count ? merged : Merged(merged);
    }

    private static string Digits(IEnumerable<(int Mask, int Group)> digits) => string.Concat(digits.Select(digit => NumberPattern.Write(digit.Mask)));

    private static IEnumerable<string> Wrap(List<string> tokens)
    {
        var line = tokens[0];
        foreach (var token in tokens.Skip(1))
        {
            if (line.Length + 1 + token.Length > Width)
            {
                yield return line;
                line = $"  {token}";
            }
            else
            {
                line = $"{line} {token}";
            }
        }

        yield return line;
    }
}
