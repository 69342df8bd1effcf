using System.Buffers;
using System.Collections.Frozen;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Identifiers;

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
