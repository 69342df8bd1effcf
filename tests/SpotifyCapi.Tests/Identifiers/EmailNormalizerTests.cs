using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class EmailNormalizerTests
{
    [Theory]
    [InlineData("test@example.com", "test@example.com")]
    [InlineData("  Jane.DOE@Example.COM\r\n", "jane.doe@example.com")]
    [InlineData("\u00A0jane@example.com\u3000", "jane@example.com")]
    [InlineData("jane.doe+shop@gmail.com", "jane.doe+shop@gmail.com")]
    [InlineData("j.a.n.e@gmail.com", "j.a.n.e@gmail.com")]
    [InlineData("o'brien!#$%&*/=?^_`{|}~-@example.co.uk", "o'brien!#$%&*/=?^_`{|}~-@example.co.uk")]
    [InlineData("\u200Bjane\u200D@exam\u00ADple.com\uFEFF", "jane@example.com")]
    [InlineData("'jane.doe@example.com", "jane.doe@example.com")]
    [InlineData(" '\u2019Jane.Doe@example.com' ", "jane.doe@example.com")]
    [InlineData("\u2018jos\u00E9@example.com\u2019", "jos\u00E9@example.com")]
    [InlineData("\u202Ejane@example.com\u202C", "jane@example.com")]
    [InlineData("\"jane@example.com\"", "jane@example.com")]
    [InlineData("=\"jane@example.com\"", "jane@example.com")]
    [InlineData("“jane@example.com”", "jane@example.com")]
    [InlineData("„jane@example.com“", "jane@example.com")]
    [InlineData("`jane@example.com`", "jane@example.com")]
    [InlineData("\u200Fjane@example.com\u200E", "jane@example.com")]
    [InlineData("JOSÉ@example.com", "josé@example.com")]
    [InlineData("jose\u0301@example.com", "jos\u00E9@example.com")]
    [InlineData("JOSE\u0301@EXAMPLE.COM", "jos\u00E9@example.com")]
    [InlineData("ISTANBUL@EXAMPLE.COM", "istanbul@example.com")]
    [InlineData("strasse@STRAßE.example", "strasse@straße.example")]
    [InlineData("ΣΊΣΥΦΟΣ@example.com", "σίσυφοσ@example.com")]
    [InlineData("\u212Aelvin@example.com", "kelvin@example.com")]
    [InlineData("jane@MÜLLER.de", "jane@müller.de")]
    [InlineData("jane@xn--mller-kva.de", "jane@xn--mller-kva.de")]
    [InlineData("田中@例え.テスト", "田中@例え.テスト")]
    [InlineData("🛒@example.com", "🛒@example.com")]
    public void An_address_is_trimmed_composed_and_lowered_and_nothing_else(string raw, string expected)
    {
        Assert.True(EmailNormalizer.TryNormalize(raw, out var email));
        Assert.Equal(expected, email.Value);
    }

    [Theory]
    [InlineData("\u0130@example.com", "\u0130@example.com")]
    [InlineData("I\u0307@example.com", "\u0130@example.com")]
    [InlineData("\u0131@example.com", "\u0131@example.com")]
    [InlineData("I@example.com", "i@example.com")]
    public void The_Turkish_letters_have_one_documented_form(string raw, string expected)
    {
        Assert.True(EmailNormalizer.TryNormalize(raw, out var email));
        Assert.Equal(expected, email.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B")]
    [InlineData("jane")]
    [InlineData("@example.com")]
    [InlineData("jane@")]
    [InlineData("jane@localhost")]
    [InlineData("jane@example.com.")]
    [InlineData("jane@.example.com")]
    [InlineData("jane@example..com")]
    [InlineData("jane@-example.com")]
    [InlineData("jane@example-.com")]
    [InlineData("jane@exam_ple.com")]
    [InlineData("jane@b@example.com")]
    [InlineData("jane doe@example.com")]
    [InlineData("jane@exam ple.com")]
    [InlineData("jané doe@example.com")]
    [InlineData("jané\u2003doe@example.com")]
    [InlineData("ja\u0000ne@example.com")]
    [InlineData("jañ\u0000e@example.com")]
    [InlineData("jañ\u0085e@example.com")]
    [InlineData("jane\t@example.com")]
    [InlineData("\"jane doe\"@example.com")]
    [InlineData("\"jane\"@example.com")]
    [InlineData("'jane' <jane@example.com>")]
    [InlineData("<jane@example.com>")]
    [InlineData("mailto:jane@example.com")]
    [InlineData("jane@example.com,john@example.com")]
    [InlineData("jane@example.com;john@example.com")]
    [InlineData("jane(comment)@example.com")]
    [InlineData("jane@[203.0.113.1]")]
    [InlineData("jane\uFF20example.com")]
    [InlineData("jane@example\u3002com")]
    [InlineData("jane%40example.com")]
    [InlineData("j\uFFFDne@example.com")]
    [InlineData("j\uFFFEne@example.com")]
    [InlineData("j\uFFFFne@example.com")]
    [InlineData("j\uD800ne@example.com")]
    [InlineData("j\uDC00\uD800ne@example.com")]
    [InlineData("jané@example.com\uD83D")]
    public void What_is_no_address_is_refused(string raw)
    {
        Assert.False(EmailNormalizer.TryNormalize(raw, out var email));
        Assert.Equal(default, email);
    }

    [Fact]
    public void The_longest_parts_of_an_address_are_64_63_and_254_characters()
    {
        var local = new string('a', 64);
        var label = new string('b', 63);
        var longest = $"{local}@{label}.{label}.{new string('c', 254 - 64 - 1 - 64 - 64)}";

        Assert.Equal(254, longest.Length);
        Assert.True(EmailNormalizer.TryNormalize(longest, out _));
        Assert.False(EmailNormalizer.TryNormalize(longest + "c", out _));
        Assert.False(EmailNormalizer.TryNormalize($"a{local}@example.com", out _));
        Assert.False(EmailNormalizer.TryNormalize($"jane@b{label}.com", out _));
    }

    [Fact]
    public void A_megabyte_of_text_is_refused() => Assert.False(EmailNormalizer.TryNormalize(new string('é', 1 << 20) + "@example.com", out _));
}

public sealed class EmailProperties
{
    private static readonly Config Settings = Properties.Settings(20260301UL, 11UL);

    private static readonly Gen<string> Letters =
        from parts in Gen.ArrayOf(Gen.Frequency(
            (20, Gen.Choose('a', 'z').Select(c => ((char)c).ToString())),
            (10, Gen.Choose('A', 'Z').Select(c => ((char)c).ToString())),
            (6, Gen.Elements("İ", "ı", "ß", "ẞ", "É", "E\u0301", "é", "e\u0301", "ñ", "Å", "\u212B", "\u212A", "Σ", "ς", "ﬁ", "田", "한", "\u1112\u1161\u11AB", "Ǆ")),
            (3, Gen.Elements(".", "-", "+", "_", "1"))))
        where parts.Length is > 0 and < 12
        select string.Concat(parts);

    private static readonly Gen<string> Address =
        from local in Letters
        from domain in Letters
        select $"{local}@{domain.Trim('.', '-', '+', '_')}.example";

    private static readonly Gen<string> AnyText = Gen.OneOf(Address, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    [Fact]
    public void Any_text_is_refused_or_gives_a_composed_address_without_capitals_and_blanks() => Holds(AnyText, text =>
        Normalize(text) is not { } email
        || (email.IsNormalized() && email.Count(c => c == '@') == 1 && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsAsciiLetterUpper(c))));

    [Fact]
    public void A_normalised_address_normalises_to_itself() =>
        Holds(AnyText, text => Normalize(text) is not { } once || Normalize(once) == once);

    [Fact]
    public void Most_generated_addresses_are_addresses() =>
        Assert.True(Gen.Sample(Address, 1_000).Count(text => Normalize(text) is not null) > 500);

    [Fact]
    public void Case_does_not_change_the_digest() =>
        Holds(Address, text => HasOwnCaseRules(text) || Digest(text) == Digest(text.ToUpperInvariant()));

    [Fact]
    public void Surrounding_space_does_not_change_the_digest() =>
        Holds(Address, text => Digest(text) == Digest($" \t{text}\u00A0\r\n\u200B"));

    [Fact]
    public void The_Unicode_form_does_not_change_the_digest() => Holds(Address, text =>
        Digest(text) == Digest(text.Normalize(NormalizationForm.FormD)) && Digest(text) == Digest(text.Normalize(NormalizationForm.FormC)));

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void The_culture_does_not_change_the_digest(string culture) =>
        Holds(AnyText, text => Cultures.Run(culture, () => Digest(text)) == Digest(text));

    // Letters whose upper-case form comes back as another letter: to lower them is all that Spotify asks for.
    private static bool HasOwnCaseRules(string text) =>
        !string.Equals(text.Normalize().ToUpperInvariant().ToLowerInvariant(), text.Normalize().ToLowerInvariant(), StringComparison.Ordinal);

    private static string? Normalize(string text) => EmailNormalizer.TryNormalize(text, out var email) ? email.Value : null;

    private static string? Digest(string text) => Normalize(text) is { } email ? Sha256Digest.Of(email.AsSpan()).ToHex() : null;

    private static void Holds(Gen<string> texts, Func<string, bool> property) => Check.One(Settings, Prop.ForAll(texts.ToArbitrary(), property));
}

/// <summary>The cultures that have changed letters, digits, calendars or separators under other programs.</summary>
internal static class Cultures
{
    public static TheoryData<string> All => new("tr-TR", "de-DE", "ar-SA", "th-TH", "fa-IR", "");

    public static T Run<T>(string culture, Func<T> action)
    {
        var (before, uiBefore) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, uiBefore);
        }
    }
}
