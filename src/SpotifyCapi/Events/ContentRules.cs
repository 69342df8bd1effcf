using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Events;

/// <summary>The descriptive fields: page, name and category.</summary>
internal static class ContentRules
{
    private const int MaxUrlLength = 2048;
    private const int MaxNameLength = 256;

    // The longest id of Google's product taxonomy has six digits; eight leave room for growth and still refuse phone numbers and dates.
    private const int MaxCategoryDigits = 8;

    public static string? Url(string? raw, List<ValidationError> errors, List<DroppedField> dropped)
    {
        const string Field = "event_source_url";
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        var text = raw.Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            errors.Add(new(ErrorCodes.EventSourceUrlInvalid, Field, "event_source_url must start with http:// or https://."));
            return null;
        }

        var clean = EmailLeak.RemoveFrom(text, out var removed);
        if (removed)
        {
            dropped.Add(new DroppedField(Field, DropCodes.ContainsEmail));
        }

        if (clean?.Length > MaxUrlLength)
        {
            dropped.Add(new DroppedField(Field, DropCodes.TooLong));
            return null;
        }

        return clean;
    }

    public static string? Category(string? raw, List<ValidationError> errors)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        var text = raw.Trim();
        if (text.Length <= MaxCategoryDigits && text[0] != '0' && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return text;
        }

        errors.Add(new(
            ErrorCodes.ContentCategoryInvalid,
            "content_category",
            "content_category is the numeric id of a Google product category such as 2271; Spotify refuses free text, so leave it out otherwise."));
        return null;
    }

    public static string? Name(string? raw, List<DroppedField> dropped)
    {
        const string Field = "content_name";
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        var text = raw.Trim();
        if (EmailLeak.IsIn(text))
        {
            dropped.Add(new DroppedField(Field, DropCodes.ContainsEmail));
            return null;
        }

        if (text.Length > MaxNameLength)
        {
            dropped.Add(new DroppedField(Field, DropCodes.TooLong));
            return null;
        }

        return text;
    }
}
