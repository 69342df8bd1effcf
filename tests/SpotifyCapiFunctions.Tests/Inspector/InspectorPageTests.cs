using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed partial class InspectorPageTests
{
    [Fact]
    public async Task Policy_allows_exactly_the_script_and_the_style_of_the_page()
    {
        var (html, headers) = await PageAsync();
        var policy = headers.ContentSecurityPolicy.ToString();

        Assert.Contains($"script-src '{DigestOf(Between(html, "<script type=\"module\">", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{DigestOf(Between(html, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
    }

    [Fact]
    public async Task Page_is_kept_nowhere_and_tells_no_other_site()
    {
        var (_, headers) = await PageAsync();

        Assert.Equal("no-store", headers.CacheControl);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("text/html; charset=utf-8", headers.ContentType);
    }

    [Fact]
    public async Task Page_asks_for_no_other_file()
    {
        var (html, _) = await PageAsync();

        Assert.DoesNotMatch("""<(link rel="(stylesheet|modulepreload)"|script[^>]* src|img|iframe)""", html);
        Assert.DoesNotMatch(@"\s(style|on\w+)=""", html[..html.IndexOf("<style>", StringComparison.Ordinal)]);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_never_turns_text_into_markup_and_is_one_scope()
    {
        var script = Between((await PageAsync()).Html, "<script type=\"module\">", "</script>");
        var names = Declaration().Matches(script).Select(match => match.Groups[1].Value.Split(' ')[^1]).ToArray();

        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|setHTMLUnsafe", script);
        Assert.DoesNotMatch(@"(?m)^(import|export)\b", script);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Every_style_and_script_of_the_folder_is_in_the_page_after_what_it_imports()
    {
        var (html, _) = await PageAsync();
        var names = typeof(InspectorPage).Assembly.GetManifestResourceNames();

        Assert.All(names.Where(name => name.StartsWith("inspector/styles/", StringComparison.Ordinal)), name => Assert.Contains(Text(name), html, StringComparison.Ordinal));
        Assert.All(names.Where(name => name.StartsWith("inspector/scripts/", StringComparison.Ordinal)), name =>
        {
            var place = PlaceOf(name, html);
            Assert.All(Import().Matches(Text(name)), import =>
            {
                var imported = "inspector/scripts/" + import.Groups[2].Value;
                Assert.InRange(PlaceOf(imported, html), 0, place - 1);
                Assert.All(import.Groups[1].Value.Split(", "), one => Assert.Matches($@"(?m)^export (async )?(function|class|const|let) {one}\b", Text(imported)));
            });
        });
    }

    // By its last declaration: no two modules declare the same name.
    private static int PlaceOf(string name, string html)
    {
        var place = html.IndexOf("\n" + Declaration().Matches(Text(name))[^1].Groups[1].Value, StringComparison.Ordinal);
        Assert.True(place >= 0, name);
        return place;
    }

    private static async Task<(string Html, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> PageAsync()
    {
        var context = Builders.Http.Context();
        await new InspectorPage().WriteAsync(context.Response, default);
        return (Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), context.Response.Headers);
    }

    internal static string Text(string name)
    {
        using var reader = new StreamReader(typeof(InspectorPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Between(string html, string start, string end)
    {
        var from = html.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return html[from..html.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string DigestOf(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    [GeneratedRegex(@"^(?:export )?((?:async )?(?:function|class|const|let) \w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^import \{ ([^;]*) \} from '\./([\w-]+\.js)';", RegexOptions.Multiline)]
    private static partial Regex Import();
}
