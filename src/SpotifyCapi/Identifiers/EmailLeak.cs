using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Identifiers;

/// <summary>
/// Finds e-mail addresses in text that is sent as it is (an address in a page's query, a product name, a device id), because no raw
/// address may leave the process on a side road.
/// </summary>
public static class EmailLeak
{
    // A link inside a link is encoded twice, one inside that three times; deeper nesting does not occur.
    private const int MaxDecodings = 4;

    private static readonly SearchValues<char> Hints = SearchValues.Create("@%#\uFF20\uFE6B");

    private static readonly SearchValues<char> Disguises = SearchValues.Create("%#\uFF20\uFE6B");

    /// <summary>
    /// Whether the text holds something like <c>a@b.c</c>, also when it is percent-encoded (once or more), or the at sign is a full-width one or an
    /// HTML entity.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Hints))
            return false;

        return HoldsAddress(text) || ((text.ContainsAny(Disguises) || HasInvisible(text)) && HoldsAddress(Readable(text)));
    }

    /// <summary>Removes the query parameters and the fragment that hold an address.</summary>
    /// <param name="url">A page address.</param>
    /// <param name="removed">Whether something was removed.</param>
    /// <returns>The address without them; null when an e-mail address stands elsewhere in it (user info, path).</returns>
    public static string? RemoveFrom(string url, out bool removed) => RemoveFrom(url, text => IsIn(text), out removed);

    internal static string? RemoveFrom(string url, Predicate<string> holds, out bool removed)
    {
        removed = holds(url);
        if (!removed)
            return url;

        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var main = hash < 0 ? url : url[..hash];
        var fragment = hash < 0 || holds(url[hash..]) ? string.Empty : url[hash..];
        var question = main.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? main : main[..question];
        var kept = question < 0 ? [] : main[(question + 1)..].Split('&').Where(parameter => !holds(parameter)).ToArray();
        var clean = path + (kept.Length == 0 ? string.Empty : "?" + string.Join('&', kept)) + fragment;
        return holds(clean) ? null : clean;
    }

    private static bool HoldsAddress(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@'))
        {
            var after = text[(at + 1)..];
            if (at > 0 && IsLocalEnd(text[at - 1]) && HasDottedHost(after))
                return true;

            text = after;
        }

        return false;
    }

    private static bool HasInvisible(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (IsInvisible(c))
                return true;
        }

        return false;
    }

    private static bool IsInvisible(char c) => c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    internal static string Readable(ReadOnlySpan<char> text)
    {
        var readable = text.ToString();
        for (var i = 0; i < MaxDecodings && readable.Contains('%', StringComparison.Ordinal); i++)
            readable = Uri.UnescapeDataString(readable);

        readable = readable.Replace('\uFF20', '@').Replace('\uFE6B', '@')
            .Replace("&#64;", "@", StringComparison.Ordinal).Replace("&#x40;", "@", StringComparison.OrdinalIgnoreCase);
        return string.Concat(readable.Where(c => !IsInvisible(c)));
    }

    // Not '/', '=' or '?': "/@name" and "to=@name" are handles, not addresses.
    private static bool IsLocalEnd(char c) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '+' or '.' or '!' or '\'' or '"' or '$' or '*' or '^' or '{' or '|' or '}' or '~';

    private static bool HasDottedHost(ReadOnlySpan<char> text)
    {
        var dot = -1;
        var i = 0;
        for (; i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '-' or '.'); i++)
        {
            if (text[i] == '.' && i > 0 && dot < 0)
                dot = i;
        }

        return dot > 0 && dot < i - 1;
    }
}

/// <summary>
/// Finds parameters of a page address that hold a phone number, a person's name, a postal address or a secret in plain text. Their names decide, because
/// an order number can look like a phone number; only a value that begins with a plus needs no name.
/// </summary>
internal static class PersonalParameter
{
    private const int LongestName = 64;

    // Fewer digits are a choice, such as mobile=1, or a model.
    private const int FewestDigits = 6;

    private const int FewestInternational = 8;

    // Shorter ones, and of double the length those with hyphens, are words of a shop, such as key=red. WooCommerce's wc_order_… opens an order without
    // a password.
    private const int FewestOfKey = 16;

    private static readonly SearchValues<char> Hints = SearchValues.Create("=%");

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+0123456789 ()-");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Numbers = Words(
    [
        "phone", "phone_number", "phone_no", "phonenumber", "tel", "telephone", "telephone_number", "telefon", "telefono", "telefone", "telefoon", "mobile",
        "mobile_number", "mobilenumber", "mobilephone", "mobil", "cell", "cellphone", "celular", "handy", "msisdn", "whatsapp",
    ]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Words(
    [
        "first_name", "firstname", "fname", "given_name", "givenname", "last_name", "lastname", "lname", "surname", "family_name", "familyname", "full_name",
        "fullname", "customer_name", "billing_name", "shipping_name", "contact_name", "vorname", "nachname", "prenom", "apellido", "apellidos", "address",
        "address_line", "street", "strasse",
    ]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Secrets = Words(
        ["password", "passwd", "pwd", "passwort", "access_token", "refresh_token", "id_token", "auth_token", "client_secret", "api_key", "apikey", "jwt"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Keys = Words(["token", "key", "secret", "auth", "session", "session_id"]);

    /// <summary>Whether the text has such a parameter, also inside a percent-encoded address.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Hints))
            return false;

        var readable = text.Contains('%') ? EmailLeak.Readable(text) : text;
        foreach (var range in readable.SplitAny("?&;#"))
        {
            var parameter = readable[range];
            if (parameter.IndexOf('=') is > 0 and var end && IsPersonal(parameter[..end], parameter[(end + 1)..]))
                return true;
        }

        return false;
    }

    private static bool IsPersonal(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        var (digits, letters) = (0, 0);
        foreach (var c in value)
        {
            digits += char.IsDigit(c) ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
        }

        if (digits < FewestDigits && letters == 0)
            return false;

        // An international number is one whatever the parameter is called.
        if (digits is >= FewestInternational and <= E164Number.MaxDigits && value[0] == '+' && !value.ContainsAnyExcept(OfNumbers))
            return true;

        var words = Words(name[Math.Max(0, name.Length - LongestName)..], stackalloc char[2 * LongestName]);
        return (digits >= FewestDigits && EndsIn(words, Numbers)) || (letters > 0 && EndsIn(words, Names))
            || (value.Length >= FewestDigits && EndsIn(words, Secrets))
            || (value.Length >= (value.Contains('-') ? 2 : 1) * FewestOfKey && digits > 0 && letters > 0 && !value.ContainsAny(" +") && EndsIn(words, Keys));
    }

    // billingPhone1 and checkout[billing][phone] as billing_phone and checkout_billing__phone.
    private static ReadOnlySpan<char> Words(ReadOnlySpan<char> name, Span<char> room)
    {
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]))
                room[length++] = '_';

            room[length++] = char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '_';
        }

        return room[..length].TrimEnd("_0123456789");
    }

    // The last word, or the last two.
    private static bool EndsIn(ReadOnlySpan<char> words, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        var last = words.LastIndexOf('_');
        return known.Contains(words[(last + 1)..]) || (last > 0 && known.Contains(words[(words[..last].LastIndexOf('_') + 1)..]));
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string[] words) => words.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
}
