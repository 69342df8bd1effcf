using SpotifyCapi.Phones;
using Xunit.Abstractions;

namespace SpotifyCapi.Tests.Phones;

public sealed class OracleAgreementTests(ITestOutputHelper output)
{
    private const int RegionsAtLeast = 240;
    private const double AgreementAtLeast = 0.9999;
    private const string Write = "SPOTIFY_CAPI_WRITE_PHONE_TABLE";

    private static readonly int Numbers = TestForm.Of(120_000, 1_000_000);
    private static readonly Lazy<IReadOnlyList<OracleNumber>> Sample = new(() => [.. PhoneOracle.Numbers().Take(Numbers)]);

    [Fact]
    public void Every_notation_of_valid_numbers_of_all_regions_agrees_with_the_oracle()
    {
        var valid = Sample.Value.Where(number => number.IsValid && number.Expected.Length - 1 is >= E164Number.MinDigits and <= E164Number.MaxDigits).ToList();
        var regions = valid.Where(number => number.Notation == "withoutPlus").Select(number => number.Country).Distinct().Count();
        var differences = valid.Where(number => number.Ours != number.Expected && !IsReadInTwoWays(number)).ToList();
        var agreement = 1 - ((double)differences.Count / valid.Count);

        Report($"{valid.Count} valid numbers of {regions} regions, {agreement:P4} equal", differences);

        Assert.True(valid.Count >= Numbers / 2, $"only {valid.Count} valid numbers");
        Assert.True(regions >= RegionsAtLeast, $"only {regions} regions");
        Assert.True(agreement >= AgreementAtLeast, $"{agreement:P4} equal; {differences.Count} differ");
        Assert.All(differences.Where(number => number.Ours is not null), number => Assert.True(IsDocumented(number), number.ToString()));
    }

    [Fact]
    public void Random_digits_that_are_no_number_for_the_oracle_are_left_out()
    {
        var random = Sample.Value.Where(number => number.Notation == "random" && !number.IsValid).ToList();
        var kept = random.Where(number => number.Ours is not null).ToList();

        Report($"{random.Count} of random digits are no number", kept);

        Assert.True(random.Count > Numbers / 30, $"only {random.Count}");
        Assert.All(kept, number => Assert.True(IsWrittenAsNobodyElseWould(number), number.ToString()));
    }

    [Fact]
    public void A_number_that_the_oracle_refuses_is_kept_only_in_the_ways_that_are_documented()
    {
        var kept = Sample.Value.Where(number => !number.IsValid && number.Notation is not ("random" or "ownCode") && number.Ours is not null).ToList();

        Report($"{kept.Count} numbers are kept against the oracle", kept);

        Assert.All(kept, number => Assert.True(IsDocumented(number) || IsWrittenAsNobodyElseWould(number) || IsLeftAsItStands(number), number.ToString()));
    }

    [Fact]
    public void Every_kept_number_normalises_to_itself() => Assert.All(
        Sample.Value.Select(number => number.Ours).OfType<string>().Distinct(),
        number => Assert.Equal(number, PhoneNormalizer.Normalize(number, null, null).Number?.Value));

    /// <summary>A new version of the library makes it fail; with the variable set, it writes the table instead.</summary>
    [Fact]
    public void The_committed_table_is_what_the_pinned_metadata_says()
    {
        var table = NumberingPlanTable.Make();
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(NumberingPlanTable.Path, table);

        Assert.Equal(table, File.ReadAllText(NumberingPlanTable.Path).ReplaceLineEndings("\n"));
    }

    // German mobile numbers without their plus: docs/phone-numbers.md.
    private static bool IsDocumented(OracleNumber number) =>
        (number.Country == "DE" || number.DefaultCountry == "DE") && number.Raw.Where(char.IsAsciiDigit).Take(3).SequenceEqual("491");

    // Toll-free numbers of South Korea and Indonesia begin with 00.
    private static bool IsReadInTwoWays(OracleNumber number) =>
        number.Ours is null && number.Country + number.DefaultCountry is "KR" or "ID" && number.Expected is ['+', _, _, '0', '0', ..];

    // The library shortens +375 810…, takes 810 for an international prefix in long Russian numbers, and reads some numbers without their plus as longer ones.
    private static bool IsLeftAsItStands(OracleNumber number) =>
        number.Expected.StartsWith("+375", StringComparison.Ordinal)
        || (number.Notation == "withoutPlus" && number.Ours == "+" + number.Raw)
        || (number.Notation == "withoutTrunk" && number.Ours == "+7" + number.Raw);

    // 00 where it is not the international prefix, and the prefixes that Mexico had.
    private static bool IsWrittenAsNobodyElseWould(OracleNumber number) =>
        number.Raw.StartsWith("00", StringComparison.Ordinal) || number.Country == "MX" || number.DefaultCountry == "MX" || number.Expected.StartsWith("+52", StringComparison.Ordinal);

    private void Report(string what, List<OracleNumber> numbers)
    {
        output.WriteLine($"{what}, {numbers.Count} listed");
        foreach (var group in numbers.GroupBy(number => (number.Notation, Country: number.Country + number.DefaultCountry)).OrderByDescending(group => group.Count()))
            output.WriteLine($"  {group.Count(),5} {group.First()}");
    }
}
