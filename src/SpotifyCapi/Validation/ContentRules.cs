using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

/// <summary>The descriptive fields: page, name, order number and category.</summary>
internal static class ContentRules
{
    private const int MaxUrlLength = 2048;
    private const int MaxTextLength = 256;

    // The longest id of Google's product taxonomy has six digits; eight leave room for growth and still refuse phone numbers and dates.
    private const int MaxCategoryDigits = 8;

    private static readonly string[] Schemes = ["https://", "http://"];

    public static Utf8Text Url(Utf8Text raw, List<DroppedField> dropped)
    {
        const string Field = "event_source_url";
        var all = raw.Chars(stackalloc char[Utf8Text.OnStack]);
        var trimmed = all.Trim();
        if (trimmed.IsEmpty)
            return default;

        if (PlainAddress.IsPlain(trimmed) && !EmailLeak.IsIn(trimmed) && !PersonalParameter.IsIn(trimmed))
            return raw.Keep(all, trimmed);

        if (WebAddress(trimmed.ToString()) is not { } text)
        {
            dropped.Add(Field, DropCodes.EventSourceUrlInvalid);
            return default;
        }

        var clean = EmailLeak.RemoveFrom(text, out var removed);
        if (removed)
            dropped.Add(Field, DropCodes.ContainsEmail);

        if (clean is not null)
        {
            clean = EmailLeak.RemoveFrom(clean, text => PersonalParameter.IsIn(text), out removed);
            if (removed)
                dropped.Add(Field, DropCodes.ContainsPersonalData);
        }

        if (clean?.Length > MaxUrlLength)
        {
            dropped.Add(Field, DropCodes.TooLong);
            return default;
        }

        return clean;
    }

    public static Utf8Text Category(Utf8Text raw, List<DroppedField> dropped)
    {
        var all = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        // pandas writes a column of numbers with a gap in it as 2271.0.
        text = text.EndsWith(".0") ? text[..^2] : text;
        if (text.Length is > 0 and <= MaxCategoryDigits && text[0] != '0' && !text.ContainsAnyExceptInRange('0', '9'))
            return raw.Keep(all, text);

        dropped.Add("content_category", DropCodes.ContentCategoryInvalid);
        return default;
    }

    /// <summary>The shop's number of an order, in the spelling that its event's id has.</summary>
    public static Utf8Text OrderId(Utf8Text raw, List<DroppedField> dropped)
    {
        const string Field = "order_id";
        var all = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var id = SenderId.Read(all, out var code);
        if (code is null)
            return Text(raw.Keep(all, id), Field, dropped);

        dropped.Add(Field, code);
        return default;
    }

    /// <summary>A name or number that is kept as it is: not with an e-mail address in it, and not of any length.</summary>
    public static Utf8Text Text(Utf8Text raw, string field, List<DroppedField> dropped)
    {
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
        if (text.Any(char.IsControl))
            return null;

        foreach (var start in Schemes)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
                return start + text[start.Length..];
        }

        return null;
    }
}

/// <summary>
/// An event whose own texts do not fit into a queue message is refused as a whole. Leaving its longest field out instead would hide a mistake
/// of the sender, such as a whole page put into a name.
/// </summary>
internal static class SizeRules
{
    public static void Check(ConversionEvent @event, List<ValidationError> errors)
    {
        if (Size(@event) > QueueEnvelope.MaxBytes)
            errors.Add(EnvelopePacker.TooLargeError);
    }

    private static long Size(ConversionEvent @event)
    {
        var user = @event.User;
        ReadOnlySpan<Utf8Text> texts =
        [
            @event.EventNameText, @event.EventIdText, @event.EventSourceUrlText, @event.ContentNameText, @event.ContentCategoryText,
            @event.OrderIdText, @event.CurrencyText, user.UserAgentText, user.DeviceIdText, user.IpAddressText, user.CountryText,
            user.HashedPhoneNumberText,
        ];
        var sum = 0L;
        foreach (var text in texts)
            sum += text.Bytes;

        foreach (var email in user.GivenEmails)
            sum += email.Text.Bytes;

        foreach (var phone in user.GivenPhones)
            sum += phone.Text.Bytes;

        foreach (Utf8Text digest in user.GivenDigests)
            sum += digest.Bytes;

        return sum;
    }
}
