using System.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>
/// What a sender signs, written as a text with <c>{body}</c> and perhaps <c>{timestamp}</c>, <c>{url}</c>, <c>{method}</c> and
/// <c>{header:NAME}</c>, such as <c>{timestamp}.{body}</c>.
/// </summary>
/// <param name="Before">Text before the body.</param>
/// <param name="After">Text after the body.</param>
public sealed record SigningTemplate(string Before, string After)
{
    private const string HeaderStart = "header:";

    internal static SigningTemplate BodyOnly { get; } = new(string.Empty, string.Empty);

    internal bool Signs(string placeholder) => (Before + After).Contains(placeholder, StringComparison.Ordinal);

    /// <summary>Null unless the text holds <c>{body}</c> once, and no placeholder that is not known.</summary>
    internal static SigningTemplate? Parse(string text)
    {
        if (text.Split("{body}") is not [var before, var after])
            return null;

        var isKnown = true;
        var rest = EventIdRecipe.Fill(before + after, name =>
        {
            isKnown &= name is "timestamp" or "url" or "method" || (name.StartsWith(HeaderStart, StringComparison.Ordinal) && name.Length > HeaderStart.Length);
            return string.Empty;
        });
        return !isKnown || rest.AsSpan().ContainsAny('{', '}') ? null : new SigningTemplate(before, after);
    }

    /// <summary>False when a header that is signed is missing or repeated.</summary>
    internal bool TryFill(WebhookRequest request, HeaderSignatureOptions options, string timestamp, out byte[] before, out byte[] after)
    {
        var first = Before.Length == 0 ? [] : Fill(Before, request, options, timestamp);
        var last = After.Length == 0 ? [] : Fill(After, request, options, timestamp);
        (before, after) = (first ?? [], last ?? []);
        return first is not null && last is not null;
    }

    private static byte[]? Fill(string text, WebhookRequest request, HeaderSignatureOptions options, string timestamp) =>
        EventIdRecipe.Fill(text, name => name switch
        {
            "timestamp" => timestamp,
            "url" => options.NotificationUrl,
            "method" => "POST",
            _ => request.Only(name[HeaderStart.Length..]),
        }) is { } filled ? Encoding.UTF8.GetBytes(filled) : null;
}
