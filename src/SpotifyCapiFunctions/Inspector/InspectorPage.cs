using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// The inspector as it is served: one document that asks for nothing but the app's own API, and the policy that allows its own script and
/// style, by their digests, and nothing else. There is no data in it, so it is the same for everybody.
/// </summary>
public sealed partial class InspectorPage
{
    private readonly byte[] document;
    private readonly string policy;

    /// <summary>
    /// Puts the page together from its files. page.html names them in their order, like any page, so that a browser can show the folder; a
    /// request for a file of its own would have no function key, so they are inlined. The modules share one scope: their imports go.
    /// </summary>
    public InspectorPage()
    {
        var markup = Text("page.html");
        var style = Content(StyleLink(), markup);
        var script = ModuleSyntax().Replace(Content(ScriptLink(), markup), string.Empty);
        var html = Inline(StyleLink(), markup, $"<style>{style}</style>\n");
        document = Encoding.UTF8.GetBytes(Inline(ScriptLink(), html, $"<script type=\"module\">{script}</script>\n"));
        policy = string.Join(
            "; ",
            "default-src 'none'",
            $"script-src '{Digest(script)}'",
            $"style-src '{Digest(style)}'",
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    }

    /// <summary>Answers with the page. It is not to be cached: its address may have held a key.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = document.Length;
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        await response.Body.WriteAsync(document, cancellationToken);
    }

    private static string Content(Regex links, string markup) => string.Join('\n', links.Matches(markup).Select(link => Text(link.Groups[1].Value)));

    private static string Inline(Regex links, string markup, string element) =>
        links.Replace(markup, string.Empty).Insert(links.Match(markup).Index, element);

    // A digest in the policy is over the text as the browser sees it, and that has line feeds only.
    private static string Text(string path)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("inspector/" + path)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Digest(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    [GeneratedRegex("""<link rel="stylesheet" href="([^"]+)">\n""", RegexOptions.CultureInvariant)]
    private static partial Regex StyleLink();

    [GeneratedRegex("""<(?:link rel="modulepreload" href|script type="module" src)="([^"]+)">(?:</script>)?\n""", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptLink();

    [GeneratedRegex(@"^import [^;]*;\n|^export ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ModuleSyntax();
}
