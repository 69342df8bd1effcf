using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Tests.Phones;

public sealed class PhoneNormalizerTests
{
    public static TheoryData<string, string?, string?, string> Kept => PhoneVectors.Kept;

    public static TheoryData<string?, string?, string?, PhoneDrop> Dropped => PhoneVectors.Dropped;

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_number_that_a_person_wrote_becomes_E164(string raw, string? country, string? defaultCountry, string expected)
    {
        var result = PhoneNormalizer.Normalize(raw, country, defaultCountry);

        Assert.Equal(PhoneDrop.None, result.Drop);
        Assert.Equal(expected, result.Number?.Value);
    }

    [Theory]
    [MemberData(nameof(Dropped))]
    public void A_number_that_cannot_be_dialled_is_left_out_with_its_reason(
        string? raw, string? country, string? defaultCountry, PhoneDrop expected)
    {
        var result = PhoneNormalizer.Normalize(raw, country, defaultCountry);

        Assert.Null(result.Number);
        Assert.Equal(expected, result.Drop);
    }

    [Fact]
    public void The_known_number_has_the_known_digest()
    {
        var number = PhoneNormalizer.Normalize("(415) 555-2671", "US", null).Number;

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(number!.Value.Value));

        Assert.Equal("cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928", Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void A_number_in_a_message_shows_only_a_placeholder()
    {
        var result = PhoneNormalizer.Normalize("+14155552671", null, null);

        Assert.Equal("[phone]", $"{result.Number}");
        Assert.DoesNotContain("415", result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(415) 555-2671 ext. 12", "US")]
    [InlineData("tel:020-7946-0958;phone-context=+44", "")]
    [InlineData("011 15 2345-6789", "AR")]
    [InlineData("0044 20 7946 0958", "United States")]
    [InlineData("x", "ZZ")]
    public void Normalising_allocates_nothing(string raw, string country)
    {
        // The runtime itself may allocate once, when it compiles a method anew.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            PhoneNormalizer.Normalize(raw, country, "");
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData("US", true)]
    [InlineData(" gb ", true)]
    [InlineData("UK", true)]
    [InlineData("XK", true)]
    [InlineData("ZZ", false)]
    [InlineData("USA", false)]
    [InlineData("U", false)]
    [InlineData("", false)]
    [InlineData("ıt", false)]
    [InlineData("--", false)]
    public void A_country_is_known_when_it_has_a_numbering_plan(string country, bool expected) =>
        Assert.Equal(expected, NumberingPlans.IsKnownCountry(country));
}

public sealed class PhoneNormalizerProperties
{
    private static readonly Config Settings = Properties.Settings(20260301UL, 7UL);

    private static readonly Gen<string> Country = Gen.Elements(
        "", "US", "CA", "AG", "GB", "GG", "DE", "IT", "SM", "AR", "BR", "BY", "MX", "RU", "KZ", "HU", "JP", "CR", "LU", "LI", "AU", "ZZ");

    private static readonly Gen<string> Numberish =
        from characters in Gen.ArrayOf(Gen.Frequency(
            (30, Gen.Choose('0', '9').Select(c => (char)c)),
            (4, Gen.Elements('+', '0', '1', ' ', '-', '(', ')', '.', '#', ';', '٣', '７', '\u200F')),
            (1, Gen.Elements('x', 'ə', 'İ', ',', '*', '\uD83D', '\0'))))
        from start in Gen.Elements("", "+", "00", "011", "tel:", "+1", "+54", "+39 (0)", "8", ";phone-context=")
        select start + new string(characters);

    private static readonly Arbitrary<(string Raw, string Country, string Default)> Written = (
        from raw in Gen.OneOf(Numberish, ArbMap.Default.GeneratorFor<string>())
        from country in Country
        from fallback in Country
        select (raw, country, fallback)).ToArbitrary();

    [Fact]
    public void Any_text_gives_a_well_formed_number_or_a_reason() => Holds(written =>
    {
        var result = Normalize(written);
        return result.Number is { } number ? result.Drop == PhoneDrop.None && IsE164(number.Value) : result.Drop != PhoneDrop.None;
    });

    [Fact]
    public void A_normalised_number_normalises_to_itself() => Holds(written =>
        Normalize(written).Number is not { } number
        || PhoneNormalizer.Normalize(number.Value, written.Country, written.Default).Number == number);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public void The_culture_changes_nothing(string culture) => Holds(written =>
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Normalize(written);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return Normalize(written) == expected;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    });

    private static void Holds(Func<(string Raw, string Country, string Default), bool> property) =>
        Check.One(Settings, Prop.ForAll(Written, property));

    private static PhoneResult Normalize((string Raw, string Country, string Default) written) =>
        PhoneNormalizer.Normalize(written.Raw, written.Country, written.Default);

    private static bool IsE164(string value) =>
        value is ['+', >= '1' and <= '9', ..] && value.Length is >= 8 and <= 16 && value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
