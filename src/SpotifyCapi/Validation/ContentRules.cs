using System.Buffers;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

/// <summary>The descriptive fields: page, name, order number and category.</summary>
internal static class ContentRules
{
    private const int MaxUrlLength = 2048;

    // What an e-mail address, or an encoded one, has in it.
    private static readonly SearchValues<byte> EmailHints = SearchValues.Create("@%#"u8);

    private static readonly string[] Schemes = ["https://", "http://"];
    private const int MaxTextLength = 256;

    // The longest id of Google's product taxonomy has six digits; eight leave room for growth and still refuse phone numbers and dates.
    private const int MaxCategoryDigits = 8;

    public static Utf8Text Url(Utf8Text raw, List<ValidationError> errors, List<DroppedField> dropped)
    {
        const string Field = "event_source_url";
        if (raw.IsUtf8(out var utf8) && PlainAddress.IsOne(utf8) && !utf8.ContainsAny(EmailHints))
            return raw;

        var all = raw.Chars(stackalloc char[Utf8Text.OnStack]);
        var trimmed = all.Trim();
        if (trimmed.IsEmpty)
            return default;

        if (WebAddress(trimmed.ToString()) is not { } text)
        {
            errors.Add(new(ErrorCodes.EventSourceUrlInvalid, Field, "event_source_url must start with http:// or https://."));
            return default;
        }

        var clean = EmailLeak.RemoveFrom(text, out var removed);
        if (removed)
            dropped.Add(Field, DropCodes.ContainsEmail);

        if (clean?.Length > MaxUrlLength)
        {
            dropped.Add(Field, DropCodes.TooLong);
            return default;
        }

        return clean;
    }

    public static Utf8Text Category(Utf8Text raw, List<ValidationError> errors)
    {
        if (raw.IsUtf8(out var utf8) && utf8 is [not (byte)'0', ..] && utf8.Length <= MaxCategoryDigits && !utf8.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return raw;

        var all = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        if (text.Length <= MaxCategoryDigits && text[0] != '0' && !text.ContainsAnyExceptInRange('0', '9'))
            return raw.Keep(all, text);

        errors.Add(new(
            ErrorCodes.ContentCategoryInvalid,
            "content_category",
            "content_category is the numeric id of a Google product category such as 2271; Spotify refuses free text, so leave it out otherwise."));
        return default;
    }

    /// <summary>A name or number that is kept as it is: not with an e-mail address in it, and not of any length.</summary>
    public static Utf8Text Text(Utf8Text raw, string field, List<DroppedField> dropped)
    {
        if (PlainText.IsOne(raw, MaxTextLength, out _))
            return raw;

        var all = raw.Chars(stackalloc char[Utf8Text.OnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        var code = EmailLeak.IsIn(text) ? DropCodes.ContainsEmail : text.Length > MaxTextLength ? DropCodes.TooLong : null;
        if (code is null)
            return raw.Keep(all, text);

        dropped.Add(field, code);
        return default;
    }

    // Uri takes "http:\\host" too, and Spotify compares the scheme as it is written.
    private static string? WebAddress(string text)
    {
        if (PlainAddress.IsOne(PlainText.Narrow(text, stackalloc byte[Utf8Text.OnStack])))
            return text;

        foreach (var start in Schemes)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
                return start + text[start.Length..];
        }

        return null;
    }
}
