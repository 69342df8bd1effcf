using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

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
