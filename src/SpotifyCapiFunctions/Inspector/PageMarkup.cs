using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// page.html names its styles and its script like any page, so that a browser can show it from the folder; here they are put in, because a
/// request for a file of its own would have no function key.
/// </summary>
internal static partial class PageMarkup
{
    public static IEnumerable<string> StylesOf(string markup) => StyleLink().Matches(markup).Select(match => match.Groups[1].Value);

    public static string ScriptOf(string markup) => ScriptLink().Match(markup).Groups[1].Value;

    public static string Inline(string markup, string style, string script, string glossary)
    {
        var first = StyleLink().Match(markup).Index;
        var withoutLinks = StyleLink().Replace(markup, string.Empty).Insert(first, $"<style>{style}</style>\n");
        return ScriptLink().Replace(withoutLinks, _ => $"{GlossaryStart}{glossary}</script>\n<script type=\"module\">{script}</script>\n");
    }

    private const string GlossaryStart = "<script type=\"application/json\" id=\"glossary\">";

    [GeneratedRegex("""[ \t]*<link rel="stylesheet" href="([^"]+)">\n""", RegexOptions.CultureInvariant)]
    private static partial Regex StyleLink();

    [GeneratedRegex("""[ \t]*<script type="module" src="([^"]+)"></script>\n""", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptLink();
}
