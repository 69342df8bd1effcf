using SpotifyCapi.Phones;
using Xunit.Abstractions;

namespace SpotifyCapi.Tests.Phones;

public sealed class OracleAgreementTests(ITestOutputHelper output)
{
    private const int RegionsAtLeast = 240;
    private const double AgreementAtLeast = 0.999;

    private static readonly int Numbers = TestForm.Of(20_000, 1_000_000);
    private static readonly int ValidAtLeast = Numbers * 3 / 4;
    private static readonly Lazy<IReadOnlyList<OracleNumber>> Sample = new(() => PhoneOracle.Numbers(Numbers));

    [Fact]
    public void Every_notation_of_valid_numbers_of_all_regions_agrees_with_the_oracle()
    {
        var numbers = Sample.Value;
        var valid = numbers.Where(number => number.Verdict == "valid").ToList();
        var regions = valid.Where(number => number.Notation == "withoutPlus").Select(number => number.Country).Distinct().Count();
        var disagreements = valid.Where(number => number.Normalize().Number?.Value != number.Expected).ToList();
        var agreement = 1 - (double)disagreements.Count / valid.Count;

        output.WriteLine($"{valid.Count} valid numbers of {regions} regions, {disagreements.Count} disagreements, {agreement:P3} equal");
        foreach (var group in disagreements.GroupBy(number => (number.Notation, number.Country)).OrderByDescending(group => group.Count()))
            output.WriteLine($"  {group.Count(),5} {group.Key.Notation} {group.Key.Country}: {Describe(group.First())}");
        foreach (var group in numbers.Where(number => number.Verdict != "valid").GroupBy(number => number.Verdict))
            output.WriteLine($"{group.Key}: {group.Count()} numbers, {group.Count(number => number.Normalize().Number is not null)} kept");

        Assert.True(valid.Count >= ValidAtLeast, $"only {valid.Count} valid numbers");
        Assert.True(regions >= RegionsAtLeast, $"only {regions} regions");
        Assert.True(agreement >= AgreementAtLeast, $"{agreement:P3} equal; {disagreements.Count} differ");
        Assert.All(disagreements, number => Assert.True(IsDocumented(number), Describe(number)));
        Assert.All(numbers.Where(number => number.Verdict == "beyond"), number => Assert.Equal(PhoneDrop.Invalid, number.Normalize().Drop));
    }

    [Fact]
    public void Every_kept_number_normalises_to_itself() => Assert.All(
        Sample.Value.Select(number => number.Normalize().Number?.Value).OfType<string>(),
        number => Assert.Equal(number, PhoneNormalizer.Normalize(number, null, null).Number?.Value));

    [Fact]
    public void The_committed_table_is_what_the_pinned_metadata_says()
    {
        var committed = Path.Combine(Repository.Root, "src", "SpotifyCapi", "Phones", "numbering-plans.txt");

        Assert.Equal(File.ReadAllText(committed), PhoneOracle.Table());
    }

    /// <summary>
    /// The two classes of docs/phone-numbers.md: exchange codes under +1 that start with 0 or 1, and German mobiles without a plus.
    /// </summary>
    private static bool IsDocumented(OracleNumber number) => number.Expected switch
    {
        ['+', '1', _, _, _, '0' or '1', ..] => true,
        ['+', '4', '9', '4', '9', '1', '5' or '6' or '7', ..] => number.Country == "DE" || number.DefaultCountry == "DE",
        _ => false,
    };

    private static string Describe(OracleNumber number) =>
        $"\"{number.Raw}\" country \"{number.Country}\" default \"{number.DefaultCountry}\": oracle {number.Expected}, "
        + $"ours {number.Normalize().Number?.Value ?? number.Normalize().Drop.ToString()}";
}
