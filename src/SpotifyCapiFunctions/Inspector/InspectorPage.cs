using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// The inspector as it is served: one document that asks for nothing but the app's own API, and the policy that allows its own script and
/// style, by their digests, and nothing else. There is no data in it, so it is the same for everybody.
/// </summary>
public sealed class InspectorPage
{
    private readonly byte[] document;
    private readonly string policy;

    /// <summary>Puts the page together from its files.</summary>
    public InspectorPage()
    {
        var files = PageFiles.Read();
        var style = string.Join('\n', PageMarkup.StylesOf(files.Markup).Select(files.Text));
        var script = PageScript.Combine(PageMarkup.ScriptOf(files.Markup), files.Text);
        document = Encoding.UTF8.GetBytes(PageMarkup.Inline(files.Markup, style, script, Glossary.Write(files.Documents)));
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

    /// <summary>Answers with the page. Nothing of it is kept: its address may have held a key.</summary>
    /// <param name="response">Where to write.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
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

    private static string Digest(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
