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

    private const int MaxDeviceIdLength = 256;
    private const int MaxUserAgentLength = 1024;
    private const int CountryOnStack = 16;

    private static readonly Sha256Digest Empty = Sha256Digest.Of(ReadOnlySpan<byte>.Empty);
    private static readonly Sha256Digest ZeroDeviceId = Sha256Digest.Of("00000000-0000-0000-0000-000000000000".AsSpan());
    private static readonly HashSet<Sha256Digest> NullLikes = [.. NullLike.Words.Select(word => Sha256Digest.Of(word.AsSpan()))];

    /// <summary>Cleans the identifiers of one event.</summary>
    /// <param name="user">As told.</param>
    /// <param name="defaultCountry">Country of numbers that bring none; null when not configured.</param>
    /// <param name="dropped">Receives what was left out.</param>
    public static IdentifierSet Clean(RawUser user, string? defaultCountry, List<DroppedField> dropped)
    {
        var emails = new UniqueEmails();
        foreach (var raw in user.GivenEmails)
            AddEmail(raw.Text, ref emails, dropped);

        foreach (var hashed in user.GivenDigests)
            AddDigest(hashed, "user.hashed_emails", ref emails, dropped);

        var digest = user.HashedPhoneNumberText.Chars(stackalloc char[Sha256Digest.HexLength]);
        var hashedPhone = Digest(digest, "user.hashed_phone_number", dropped);
        var phone = Phone(user, defaultCountry, ref hashedPhone, dropped);
        return new IdentifierSet
        {
            Emails = emails.Readable,
            HashedEmails = emails.Digests,
            Phone = phone,
            HashedPhone = phone is null ? hashedPhone : null,
            IpAddressText = Ip(user.IpAddressText, dropped),
            DeviceIdText = DeviceId(user.DeviceIdText, dropped),
            UserAgentText = UserAgent(user.UserAgentText, dropped),
        };
    }

    /// <summary>The drop code of a digest that stands for "nothing", and so would join strangers; null when it may be sent.</summary>
    internal static string? Refusal(Sha256Digest digest) =>
        digest == Empty ? DropCodes.HashOfEmpty
        : NullLikes.Contains(digest) ? DropCodes.HashOfNullLike
        : null;

    private static void AddEmail(Utf8Text raw, ref UniqueEmails emails, List<DroppedField> dropped)
    {
        const string Field = "user.email";
        var trimmed = CellText.Unwrap(raw.Chars(stackalloc char[Utf8Text.ShortOnStack]).Trim());
        if (trimmed.IsEmpty)
            return;

        if (NullLike.IsNullLike(trimmed))
            dropped.Add(Field, DropCodes.NullLike);
        else if (Sha256Digest.TryParse(trimmed, out _))
            AddDigest(trimmed, Field, ref emails, dropped);
        else if (!EmailNormalizer.TryNormalize(raw, out var email))
            dropped.Add(Field, DropCodes.EmailInvalid);
        else if (!emails.TryAdd(email))
            dropped.Add(Field, DropCodes.EmailTooMany);
    }

    private static void AddDigest(ReadOnlySpan<char> text, string field, ref UniqueEmails emails, List<DroppedField> dropped)
    {
        if (Digest(text, field, dropped) is { } digest && !emails.TryAdd(digest))
            dropped.Add(field, DropCodes.EmailTooMany);
    }

    // A value that the sender has hashed already.
    private static Sha256Digest? Digest(ReadOnlySpan<char> text, string field, List<DroppedField> dropped)
    {
        var trimmed = CellText.Unwrap(text.Trim());
        if (trimmed.IsEmpty)
            return null;

        var isDigest = Sha256Digest.TryParse(trimmed, out var digest);
        var code = isDigest ? Refusal(digest) : NullLike.IsNullLike(trimmed) ? DropCodes.NullLike : DropCodes.HashInvalid;
        if (code is null)
            return digest;

        dropped.Add(field, code);
        return null;
    }

    private static E164Number? Phone(RawUser user, string? defaultCountry, ref Sha256Digest? hashed, List<DroppedField> dropped)
    {
        const string Field = "user.phone";
        Span<char> room = stackalloc char[Utf8Text.ShortOnStack];
        var country = CellText.Unwrap(user.CountryText.Chars(stackalloc char[CountryOnStack]).Trim());
        foreach (var raw in user.GivenPhones)
        {
            var trimmed = CellText.Unwrap(raw.Text.Chars(room).Trim());
            if (trimmed.IsEmpty)
                continue;

            if (Sha256Digest.TryParse(trimmed, out _))
            {
                hashed ??= Digest(trimmed, Field, dropped);
                continue;
            }

            var result = PhoneNormalizer.Normalize(trimmed, string.IsNullOrWhiteSpace(raw.Country) ? country : raw.Country, defaultCountry);
            if (result.Number is { } number)
                return number;

            dropped.Add(Field, result.Drop switch
            {
                PhoneDrop.NullLike => DropCodes.NullLike,
                PhoneDrop.Letters => DropCodes.PhoneLetters,
                PhoneDrop.UnknownCountry => DropCodes.PhoneCountryUnknown,
                PhoneDrop.WithoutCountry => DropCodes.PhoneWithoutCountry,
                _ => DropCodes.PhoneInvalid,
            });
        }

        return null;
    }

    private static Utf8Text Ip(Utf8Text raw, List<DroppedField> dropped)
    {
        var text = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        if (text.IsWhiteSpace())
            return default;

        var result = IpAddressGuard.Clean(text, out var address);
        if (result == IpAddressResult.Public)
            return address;

        dropped.Add("user.ip_address", result == IpAddressResult.NotPublic ? DropCodes.IpNotPublic
            : result == IpAddressResult.Cut ? DropCodes.IpCut
            : NullLike.IsNullLike(text.Trim()) ? DropCodes.NullLike
            : DropCodes.IpInvalid);
        return default;
    }

    private static Utf8Text DeviceId(Utf8Text raw, List<DroppedField> dropped)
    {
        var all = raw.Chars(stackalloc char[Utf8Text.ShortOnStack]);
        var text = CellText.Unwrap(all.Trim());
        if (text.IsEmpty)
            return default;

        var code = !text.ContainsAnyExcept('0', '-') ? DropCodes.DeviceIdZero
            : NullLike.IsNullLike(text) ? DropCodes.NullLike
            : text.Length > MaxDeviceIdLength || text.ContainsAnyInRange('\0', '\u001F') || EmailLeak.IsIn(text) ? DropCodes.DeviceIdInvalid
            : Sha256Digest.TryParse(text, out var digest) ? (digest == ZeroDeviceId ? DropCodes.DeviceIdZero : Refusal(digest))
            : null;
        if (code is null)
            return raw.Keep(all, text);

        dropped.Add("user.device_id", code);
        return default;
    }

    private static Utf8Text UserAgent(Utf8Text raw, List<DroppedField> dropped)
    {
        var all = raw.Chars(stackalloc char[Utf8Text.OnStack]);
        var text = all.Trim();
        if (text.IsEmpty)
            return default;

        var code = NullLike.IsNullLike(text) ? DropCodes.NullLike
            : text.Length > MaxUserAgentLength ? DropCodes.TooLong
            : EmailLeak.IsIn(text) ? DropCodes.ContainsEmail
            : null;
        if (code is null)
            return raw.Keep(all, text);

        dropped.Add("user.user_agent", code);
        return default;
    }

    // Each address once. Nearly every event has one, for which no list is made.
    private struct UniqueEmails
    {
        private NormalizedEmail[]? emails;
        private Sha256Digest[]? digests;

        public readonly IReadOnlyList<NormalizedEmail> Readable => emails ?? [];

        public readonly IReadOnlyList<Sha256Digest> Digests => digests ?? [];

        // False when there is no room for one that is new.
        public bool TryAdd(NormalizedEmail email) => TryAdd(ref emails, email);

        public bool TryAdd(Sha256Digest digest) => TryAdd(ref digests, digest);

        private readonly bool TryAdd<T>(ref T[]? found, T item)
        {
            if (Array.IndexOf(found ?? [], item) >= 0)
                return true;

            if ((emails?.Length ?? 0) + (digests?.Length ?? 0) >= MaxEmails)
                return false;

            found = [.. found ?? [], item];
            return true;
        }
    }
}
