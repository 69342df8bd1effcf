using SpotifyCapi.Events;
using SpotifyCapi.Identifiers.Phones;

namespace SpotifyCapi.Identifiers;

/// <summary>Turns what a source told about a person into an <see cref="IdentifierSet"/>, and names every field that it leaves out.</summary>
public static class IdentifierCleaner
{
    /// <summary>Addresses sent per event, readable and hashed together; more than ten of one person is a mistake in the source.</summary>
    public const int MaxEmails = 10;

    /// <summary>Cleans the identifiers of one event.</summary>
    /// <param name="user">As told.</param>
    /// <param name="defaultCountry">Country of numbers that bring none; null when not configured.</param>
    /// <param name="dropped">Receives what was left out.</param>
    public static IdentifierSet Clean(RawUser user, string? defaultCountry, List<DroppedField> dropped)
    {
        var emails = new List<NormalizedEmail>(user.Emails.Count);
        var digests = new List<Sha256Digest>(user.HashedEmails.Count);
        foreach (var raw in user.Emails)
        {
            AddEmail(raw, emails, digests, dropped);
        }

        foreach (var hashed in user.HashedEmails)
        {
            AddDigest(hashed, "user.hashed_emails", emails.Count, digests, dropped);
        }

        var hashedPhone = user.HashedPhoneNumber is { } text ? DigestCleaner.Clean(text, "user.hashed_phone_number", dropped) : null;
        var phone = Phone(user, defaultCountry, ref hashedPhone, dropped);
        return new IdentifierSet
        {
            Emails = emails,
            HashedEmails = digests,
            Phone = phone,
            HashedPhone = phone is null ? hashedPhone : null,
            IpAddress = Ip(user.IpAddress, dropped),
            DeviceId = DeviceCleaner.DeviceId(user.DeviceId, dropped),
            UserAgent = DeviceCleaner.UserAgent(user.UserAgent, dropped),
        };
    }

    private static void AddEmail(RawEmail raw, List<NormalizedEmail> emails, List<Sha256Digest> digests, List<DroppedField> dropped)
    {
        const string Field = "user.email";
        var trimmed = raw.Value.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return;
        }

        if (NullLike.IsNullLike(trimmed))
        {
            dropped.Add(Field, DropCodes.NullLike);
        }
        else if (Sha256Digest.TryParse(trimmed, out _))
        {
            AddDigest(raw.Value, Field, emails.Count, digests, dropped);
        }
        else if (!EmailNormalizer.TryNormalize(raw.Value, out var email))
        {
            dropped.Add(Field, DropCodes.EmailInvalid);
        }
        else if (!emails.Contains(email))
        {
            if (emails.Count + digests.Count < MaxEmails)
            {
                emails.Add(email);
            }
            else
            {
                dropped.Add(Field, DropCodes.EmailTooMany);
            }
        }
    }

    private static void AddDigest(string text, string field, int readable, List<Sha256Digest> digests, List<DroppedField> dropped)
    {
        if (DigestCleaner.Clean(text, field, dropped) is not { } digest || digests.Contains(digest))
        {
            return;
        }

        if (readable + digests.Count < MaxEmails)
        {
            digests.Add(digest);
        }
        else
        {
            dropped.Add(field, DropCodes.EmailTooMany);
        }
    }

    private static E164Number? Phone(RawUser user, string? defaultCountry, ref Sha256Digest? hashed, List<DroppedField> dropped)
    {
        const string Field = "user.phone";
        foreach (var raw in user.Phones)
        {
            var trimmed = raw.Value.AsSpan().Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            if (Sha256Digest.TryParse(trimmed, out _))
            {
                hashed ??= DigestCleaner.Clean(raw.Value, Field, dropped);
                continue;
            }

            var country = string.IsNullOrWhiteSpace(raw.Country) ? user.Country : raw.Country;
            var result = PhoneNormalizer.Normalize(trimmed, country, defaultCountry);
            if (result.Number is { } number)
            {
                return number;
            }

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

    private static string? Ip(string? raw, List<DroppedField> dropped)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        var result = IpAddressGuard.Clean(raw, out var address);
        if (result == IpAddressResult.Public)
        {
            return address;
        }

        dropped.Add("user.ip_address", result == IpAddressResult.NotPublic ? DropCodes.IpNotPublic
            : NullLike.IsNullLike(raw.AsSpan().Trim()) ? DropCodes.NullLike
            : DropCodes.IpInvalid);
        return null;
    }
}
