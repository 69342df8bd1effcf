using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Tests.Phones;

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
