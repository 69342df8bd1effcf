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
    [InlineData("\u202Ejane@example.com\u202C", "jane@example.com")]
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
