using System.Globalization;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Inspector;

/// <summary>WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for what must be seen of controls and charts, in both themes.</summary>
public sealed partial class ColourContrastTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Colours = Token().Matches(InspectorPageTests.Text("inspector/styles/base.css"))
        .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));

    [Theory]
    [InlineData("ink", "paper surface sunken accent-soft")]
    [InlineData("ink-soft", "paper surface sunken accent-soft")]
    [InlineData("accent", "paper surface sunken accent-soft")]
    [InlineData("on-accent", "accent")]
    [InlineData("good", "surface paper sunken good-soft")]
    [InlineData("wait", "surface paper sunken wait-soft")]
    [InlineData("bad", "surface paper sunken bad-soft")]
    [InlineData("note", "surface paper sunken note-soft")]
    public void Text_is_readable_on_every_ground_it_stands_on(string text, string grounds) => HasContrast(text, grounds, 4.5);

    [Theory]
    [InlineData("edge", "paper surface")]
    [InlineData("good", "sunken")]
    [InlineData("wait", "sunken wait-soft")]
    [InlineData("bad", "sunken")]
    [InlineData("edge", "sunken")]
    public void Edges_and_bars_can_be_seen(string colour, string grounds) => HasContrast(colour, grounds, 3);

    [Fact]
    public void Placeholders_have_the_colour_of_soft_text_and_not_the_browsers_own() =>
        Assert.Contains("::placeholder { color: var(--ink-soft); opacity: 1; }", InspectorPageTests.Text("inspector/styles/frame.css"), StringComparison.Ordinal);

    [Fact]
    public void Black_on_white_is_21_to_1() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 2);

    private static void HasContrast(string colour, string grounds, double least) => Assert.All(grounds.Split(' '), ground =>
    {
        Assert.True(Contrast(Colours[colour].Light, Colours[ground].Light) >= least, $"{colour} on {ground}, light: {Contrast(Colours[colour].Light, Colours[ground].Light):0.00}");
        Assert.True(Contrast(Colours[colour].Dark, Colours[ground].Dark) >= least, $"{colour} on {ground}, dark: {Contrast(Colours[colour].Dark, Colours[ground].Dark):0.00}");
    });

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")]
    private static partial Regex Token();
}
