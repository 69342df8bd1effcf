using SpotifyCapi.Events;
using SpotifyCapi.Identifiers.Phones;

namespace SpotifyCapi.Identifiers;

/// <summary>Turns what a source told about a person into an <see cref="IdentifierSet"/>, and names every field that it leaves out.</summary>
public static class IdentifierCleaner
{
    /// <summary>Addresses sent per event; more than ten of one person is a mistake in the source.</summary>
    public const int MaxEmails = 10;

    private const int MaxDeviceIdLength = 256;
    private const int MaxUserAgentLength = 1024;

    /// <summary>Cleans the identifiers of one event.</summary>
    /// <param name="user">As told.</param>
    /// <param name="defaultCountry">Country of numbers that bring none; null when not configured.</param>
    /// <param name="dropped">Receives what was left out.</param>
    public static IdentifierSet Clean(RawUser user, string? defaultCountry, List<DroppedField> dropped)
    {
        var digests = new List<Sha256Digest>(user.HashedEmails.Count);
        var emails = Emails(user, digests, dropped);
        foreach (var hashed in user.HashedEmails)
        {
            AddDistinct(digests, Digest(hashed, "user.hashed_emails", dropped));
        }

        var hashedPhone = user.HashedPhoneNumber is { } text ? Digest(text, "user.hashed_phone_number", dropped) : null;
        var phone = Phone(user, defaultCountry, ref hashedPhone, dropped);
        return new IdentifierSet
        {
            Emails = emails,
            HashedEmails = digests,
            Phone = phone,
            HashedPhone = phone is null ? hashedPhone : null,
            IpAddress = Ip(user.IpAddress, dropped),
            DeviceId = Device(user.DeviceId, dropped),
            UserAgent = UserAgent(user.UserAgent, dropped),
        };
    }

    private static List<NormalizedEmail> Emails(RawUser user, List<Sha256Digest> digests, List<DroppedField> dropped)
    {
        const string Field = "user.email";
        var emails = new List<NormalizedEmail>(user.Emails.Count);
        foreach (var raw in user.Emails)
        {
            var trimmed = raw.Value.AsSpan().Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            if (NullLike.IsNullLike(trimmed))
            {
                dropped.Add(new DroppedField(Field, DropCodes.NullLike));
            }
            else if (Sha256Digest.TryParse(trimmed, out _))
            {
                AddDistinct(digests, Digest(raw.Value, Field, dropped));
            }
            else if (!EmailNormalizer.TryNormalize(raw.Value, out var email))
            {
                dropped.Add(new DroppedField(Field, DropCodes.EmailInvalid));
            }
            else if (emails.Contains(email))
            {
                continue;
            }
            else if (emails.Count == MaxEmails)
            {
                dropped.Add(new DroppedField(Field, DropCodes.EmailTooMany));
            }
            else
            {
                emails.Add(email);
            }
        }

        return emails;
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
                hashed ??= Digest(raw.Value, Field, dropped);
                continue;
            }

            var result = PhoneNormalizer.Normalize(trimmed, raw.Country ?? user.Country, defaultCountry);
            if (result.Number is { } number)
            {
                return number;
            }

            dropped.Add(new DroppedField(Field, Code(result.Drop)));
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

    private static Sha256Digest? Digest(string text, string field, List<DroppedField> dropped)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string code;
        if (!Sha256Digest.TryParse(text.AsSpan().Trim(), out var digest))
        {
            code = NullLike.IsNullLike(text.AsSpan().Trim()) ? DropCodes.NullLike : DropCodes.HashInvalid;
        }
        else if (NullLike.IsDigestOfEmpty(digest))
        {
            code = DropCodes.HashOfEmpty;
        }
        else if (NullLike.IsDigestOfNullLike(digest))
        {
            code = DropCodes.HashOfNullLike;
        }
        else
        {
            return digest;
        }

        dropped.Add(new DroppedField(field, code));
        return null;
    }

    private static void AddDistinct(List<Sha256Digest> digests, Sha256Digest? digest)
    {
        if (digest is { } value && !digests.Contains(value))
        {
            digests.Add(value);
        }
    }

    private static string? Ip(string? raw, List<DroppedField> dropped)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        switch (IpAddressGuard.Clean(raw, out var address))
        {
            case IpAddressResult.Public:
                return address;
            case IpAddressResult.NotPublic:
                dropped.Add(new DroppedField("user.ip_address", DropCodes.IpNotPublic));
                return null;
            default:
                dropped.Add(new DroppedField("user.ip_address", NullLike.IsNullLike(raw.AsSpan().Trim()) ? DropCodes.NullLike : DropCodes.IpInvalid));
                return null;
        }
    }

    private static string? Device(string? raw, List<DroppedField> dropped)
    {
        var text = raw.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        string code;
        if (!text.ContainsAnyExcept('0', '-'))
        {
            code = DropCodes.DeviceIdZero;
        }
        else if (NullLike.IsNullLike(text))
        {
            code = DropCodes.NullLike;
        }
        else if (text.Length > MaxDeviceIdLength || EmailLeak.IsIn(text))
        {
            code = DropCodes.DeviceIdInvalid;
        }
        else
        {
            return text.ToString();
        }

        dropped.Add(new DroppedField("user.device_id", code));
        return null;
    }

    private static string? UserAgent(string? raw, List<DroppedField> dropped)
    {
        var text = raw.AsSpan().Trim();
        if (text.IsEmpty || NullLike.IsNullLike(text))
        {
            return null;
        }

        if (text.Length <= MaxUserAgentLength)
        {
            return text.ToString();
        }

        dropped.Add(new DroppedField("user.user_agent", DropCodes.TooLong));
        return null;
    }
}
