using System.Security.Cryptography;
using System.Text;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class InspectorPageTests
{
    [Fact]
    public async Task Policy_AllowsExactlyTheScriptAndTheStyleOfThePage()
    {
        var (html, headers) = await PageAsync();
        var policy = headers.ContentSecurityPolicy.ToString();

        Assert.Contains($"script-src '{DigestOf(html, "<script type=\"module\">", "</script>")}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{DigestOf(html, "<style>", "</style>")}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
    }

    [Fact]
    public async Task Page_IsKeptNowhereAndTellsNoOtherSite()
    {
        var (_, headers) = await PageAsync();

        Assert.Equal("no-store", headers.CacheControl);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("text/html; charset=utf-8", headers.ContentType);
    }

    [Fact]
    public async Task Page_AsksForNoOtherFile()
    {
        var (html, _) = await PageAsync();

        Assert.DoesNotMatch("""<(link rel="stylesheet"|script[^>]* src|img|iframe)""", html);
        Assert.DoesNotMatch(@"\s(style|on\w+)=""", html[..html.IndexOf("<style>", StringComparison.Ordinal)]);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_NeverTurnTextIntoMarkup()
    {
        var script = PageScript.Combine("scripts/main.js", PageFiles.Read().Text);

        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|setHTMLUnsafe", script);
    }

    [Fact]
    public void EveryStyleAndScriptOfTheFolder_IsInThePage()
    {
        var files = PageFiles.Read();
        var built = typeof(InspectorPage).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("inspector/", StringComparison.Ordinal)).Select(name => name["inspector/".Length..]);
        var script = PageScript.Combine("scripts/main.js", files.Text);

        Assert.All(built.Where(name => name.EndsWith(".css", StringComparison.Ordinal)), name => Assert.Contains(name, PageMarkup.StylesOf(files.Markup)));
        Assert.All(built.Where(name => name.EndsWith(".js", StringComparison.Ordinal)), name => Assert.Contains(LastLine(files.Text(name)), script, StringComparison.Ordinal));
    }

    private static string LastLine(string module) => module.TrimEnd().Split('\n')[^2];

    private static async Task<(string Html, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> PageAsync()
    {
        var context = Builders.Http.Context();
        await new InspectorPage().WriteAsync(context.Response, default);
        return (Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), context.Response.Headers);
    }

    private static string DigestOf(string html, string start, string end)
    {
        var from = html.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var content = html[from..html.IndexOf(end, from, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
