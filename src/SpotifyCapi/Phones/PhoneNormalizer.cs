namespace SpotifyCapi.Phones;

/// <summary>
/// Turns a phone number as people write it into E.164. The number's own international prefix decides first, then the event's country,
/// then the default country; a country is never guessed. The rules are in <c>docs/phone-numbers.md</c>.
/// </summary>
public static class PhoneNormalizer
{
    /// <summary>Normalises a number.</summary>
    /// <param name="raw">The number as written.</param>
    /// <param name="country">The event's country, ISO 3166-1 alpha-2; blank when it is not known.</param>
    /// <param name="defaultCountry">The destination's country, used only when <paramref name="country"/> is blank.</param>
    public static PhoneResult Normalize(ReadOnlySpan<char> raw, ReadOnlySpan<char> country, ReadOnlySpan<char> defaultCountry)
    {
        var written = new WrittenNumber(stackalloc byte[WrittenNumber.MaxDigits]);
        var drop = PhoneText.Read(raw, ref written);
        if (drop != PhoneDrop.None)
            return new(null, drop);

        var resolution = new NumberResolution(written, stackalloc byte[SignificantNumber.Room]);
        drop = resolution.Resolve(country.IsWhiteSpace() ? defaultCountry : country);
        if (drop != PhoneDrop.None)
            return new(null, drop);

        return E164Number.TryJoin(resolution.CallingCode!, resolution.Significant, out var number) ? new(number, PhoneDrop.None) : new(null, PhoneDrop.Invalid);
    }
}

/// <summary>The number, or the reason for leaving it out.</summary>
/// <param name="Number">The number; null when it was left out.</param>
/// <param name="Drop">The reason; <see cref="PhoneDrop.None"/> when there is a number.</param>
public readonly record struct PhoneResult(E164Number? Number, PhoneDrop Drop);

/// <summary>Why a phone number was left out. The names and numbers are stable: they appear in metrics and answers.</summary>
public enum PhoneDrop
{
    /// <summary>The number was kept.</summary>
    None = 0,

    /// <summary>Nothing was given: an empty text, or one without a single digit.</summary>
    Blank = 1,

    /// <summary>A program's word for "nothing", such as <c>null</c>, <c>undefined</c> or <c>n/a</c>.</summary>
    NullLike = 2,

    /// <summary>Letters that are not an extension label. Vanity numbers are refused, never translated.</summary>
    Letters = 3,

    /// <summary>A character that no phone number contains, or a <c>+</c> after the first digit.</summary>
    UnexpectedCharacter = 4,

    /// <summary>A national number, and neither the event nor the destination names a country.</summary>
    WithoutCountry = 5,

    /// <summary>A national number, and the country that was named is not an ISO 3166-1 alpha-2 code with a numbering plan.</summary>
    UnknownCountry = 6,

    /// <summary>An international number whose calling code does not exist.</summary>
    UnknownCallingCode = 7,

    /// <summary>Length or leading digits are impossible in the numbering plan, or E.164's 7 to 15 digits are exceeded.</summary>
    Invalid = 8,
}
