namespace SpotifyCapi.Phones;

/// <summary>
/// Turns a phone number as people write it into E.164. The number's own international prefix decides first, then the event's country,
/// then the default country; a country is never guessed. The rules are in <c>docs/phone-numbers.md</c>.
/// </summary>
public static class PhoneNormalizer
{
    /// <summary>How much room <see cref="TryNormalize"/> needs: <c>+</c> and fifteen digits.</summary>
    public const int MaxLength = E164Number.MaxDigits + 1;

    /// <summary>Normalises a number.</summary>
    /// <param name="raw">The number as written.</param>
    /// <param name="country">The event's country, ISO 3166-1 alpha-2; blank when it is not known.</param>
    /// <param name="defaultCountry">The destination's country, used only when <paramref name="country"/> is blank.</param>
    public static PhoneResult Normalize(ReadOnlySpan<char> raw, ReadOnlySpan<char> country, ReadOnlySpan<char> defaultCountry)
    {
        var drop = Resolve(raw, country, defaultCountry, out var number);
        return drop == PhoneDrop.None ? PhoneResult.Kept(number) : PhoneResult.Dropped(drop);
    }

    /// <summary>Normalises a number without allocating.</summary>
    /// <param name="raw">The number as written.</param>
    /// <param name="country">The event's country, ISO 3166-1 alpha-2; blank when it is not known.</param>
    /// <param name="defaultCountry">The destination's country, used only when <paramref name="country"/> is blank.</param>
    /// <param name="destination">Receives <c>+</c> and the digits; at least <see cref="MaxLength"/> characters.</param>
    /// <param name="written">How many characters were written; 0 when the number was left out.</param>
    /// <param name="drop">Why the number was left out.</param>
    /// <returns>Whether there is a number.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static bool TryNormalize(
        ReadOnlySpan<char> raw,
        ReadOnlySpan<char> country,
        ReadOnlySpan<char> defaultCountry,
        Span<char> destination,
        out int written,
        out PhoneDrop drop)
    {
        if (destination.Length < MaxLength)
            throw new ArgumentException($"At least {MaxLength} characters are needed.", nameof(destination));
        drop = Resolve(raw, country, defaultCountry, out var number);
        written = number.Write(destination);
        return drop == PhoneDrop.None;
    }

    private static PhoneDrop Resolve(ReadOnlySpan<char> raw, ReadOnlySpan<char> country, ReadOnlySpan<char> defaultCountry, out E164Number number)
    {
        number = default;
        var written = new WrittenNumber(stackalloc byte[WrittenNumber.MaxDigits]);
        var drop = PhoneText.Read(raw, ref written);
        if (drop != PhoneDrop.None) return drop;

        var resolution = new NumberResolution(written, stackalloc byte[SignificantNumber.Room]);
        drop = resolution.Resolve(country.IsWhiteSpace() ? defaultCountry : country);
        if (drop != PhoneDrop.None) return drop;
        return E164Number.TryJoin(resolution.CallingCode!, resolution.Significant, out number) ? PhoneDrop.None : PhoneDrop.Invalid;
    }
}
