using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Text;

namespace SpotifyCapi.Validation;

/// <summary>Turns what a source told about a person into an <see cref="IdentifierSet"/>, and names every field that it leaves out.</summary>
public static class IdentifierCleaner
{
    /// <summary>Addresses sent per event, readable and hashed together; more than ten of one person is a mistake in the source.</summary>
    public const int MaxEmails = 10;

    private const int PhoneOnStack = 64;
    private const int CountryOnStack = 16;

    /// <summary>Cleans the identifiers of one event.</summary>
    /// <param name="user">As told.</param>
    /// <param name="defaultCountry">Country of numbers that bring none; null when not configured.</param>
    /// <param name="dropped">Receives what was left out.</param>
    public static IdentifierSet Clean(RawUser user, string? defaultCountry, List<DroppedField> dropped)
    {
        var emails = new FoundEmails();
        foreach (var raw in user.GivenEmails)
            AddEmail(raw, ref emails, dropped);

        foreach (var hashed in user.GivenDigests)
            AddDigest(hashed, "user.hashed_emails", ref emails, dropped);

        var digest = user.HashedPhoneNumberText.Chars(stackalloc char[Sha256Digest.HexLength]);
        var hashedPhone = DigestCleaner.Clean(digest, "user.hashed_phone_number", dropped);
        var phone = Phone(user, defaultCountry, ref hashedPhone, dropped);
        return new IdentifierSet
        {
            Emails = emails.Readable,
            HashedEmails = emails.Digests,
            Phone = phone,
            HashedPhone = phone is null ? hashedPhone : null,
            IpAddressText = Ip(user.IpAddressText, dropped),
            DeviceIdText = DeviceCleaner.DeviceId(user.DeviceIdText, dropped),
            UserAgentText = DeviceCleaner.UserAgent(user.UserAgentText, dropped),
        };
    }

    private static void AddEmail(RawEmail raw, ref FoundEmails emails, List<DroppedField> dropped)
    {
        const string Field = "user.email";
        if (PlainEmail.TryNormalize(raw.Text, out var email))
        {
            AddEmail(email, ref emails, dropped);
            return;
        }

        var trimmed = raw.Text.Chars(stackalloc char[Utf8Text.ShortOnStack]).Trim();
        if (trimmed.IsEmpty)
            return;

        if (NullLike.IsNullLike(trimmed))
            dropped.Add(Field, DropCodes.NullLike);
        else if (Sha256Digest.TryParse(trimmed, out _))
            AddDigest(trimmed, Field, ref emails, dropped);
        else if (!EmailNormalizer.TryNormalize(raw.Text, out email))
            dropped.Add(Field, DropCodes.EmailInvalid);
        else
            AddEmail(email, ref emails, dropped);
    }

    private static void AddEmail(NormalizedEmail email, ref FoundEmails emails, List<DroppedField> dropped)
    {
        if (!emails.TryAdd(email))
            dropped.Add("user.email", DropCodes.EmailTooMany);
    }

    private static void AddDigest(ReadOnlySpan<char> text, string field, ref FoundEmails emails, List<DroppedField> dropped)
    {
        if (DigestCleaner.Clean(text, field, dropped) is { } digest && !emails.TryAdd(digest))
            dropped.Add(field, DropCodes.EmailTooMany);
    }

    private static E164Number? Phone(RawUser user, string? defaultCountry, ref Sha256Digest? hashed, List<DroppedField> dropped)
    {
        const string Field = "user.phone";
        Span<char> room = stackalloc char[PhoneOnStack];
        var country = user.CountryText.Chars(stackalloc char[CountryOnStack]);
        foreach (var raw in user.GivenPhones)
        {
            var trimmed = raw.Text.Chars(room).Trim();
            if (trimmed.IsEmpty)
                continue;

            if (Sha256Digest.TryParse(trimmed, out _))
            {
                hashed ??= DigestCleaner.Clean(trimmed, Field, dropped);
                continue;
            }

            var result = PhoneNormalizer.Normalize(trimmed, string.IsNullOrWhiteSpace(raw.Country) ? country : raw.Country, defaultCountry);
            if (result.Number is { } number)
                return number;

            dropped.Add(Field, Code(result.Drop));
        }

        return null;
    }

    private static string Code(PhoneDrop drop) => drop switch
    {
        PhoneDrop.NullLike => DropCodes.NullLike,
        PhoneDrop.Letters => DropCodes.PhoneLetters,
        PhoneDrop.WithoutCountry => DropCodes.PhoneWithoutCountry,
        _ => DropCodes.PhoneInvalid,
    };

    private static Utf8Text Ip(Utf8Text raw, List<DroppedField> dropped)
    {
        if (raw.IsUtf8(out var utf8) && IpAddressGuard.IsPlainPublic(utf8))
            return raw;

        var text = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        if (text.IsWhiteSpace())
            return default;

        var result = IpAddressGuard.Clean(text, out var address);
        if (result == IpAddressResult.Public)
            return address;

        dropped.Add("user.ip_address", result == IpAddressResult.NotPublic ? DropCodes.IpNotPublic
            : NullLike.IsNullLike(text.Trim()) ? DropCodes.NullLike
            : DropCodes.IpInvalid);
        return default;
    }
}
