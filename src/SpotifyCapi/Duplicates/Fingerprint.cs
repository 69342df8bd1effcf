using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;

namespace SpotifyCapi.Duplicates;

/// <summary>
/// A few bits of what a conversion says: amount, person and hour. Beside its key they tell a copy from another conversion that was given the same
/// id, such as order 727 of two shops; and they are too few to tell who somebody is.
/// </summary>
/// <param name="Bits">Twelve bits of the amount, eleven of the person, nine of the hour; zeros mean that it is not known.</param>
public readonly record struct Fingerprint(uint Bits)
{
    private const int PersonShift = 12;
    private const int KindShift = 21;
    private const int HourShift = 23;
    private const uint AmountValues = (1u << 12) - 1;
    private const uint PersonValues = 1u << 9;
    private const uint People = 4 * PersonValues;
    private const uint Hours = (1u << 9) - 1;

    // FNV-1a: the same in every process, and cheap.
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    private enum PersonKind
    {
        Unknown,
        Email,
        HashedEmail,
        Phone,
    }

    /// <summary>The bits of an event.</summary>
    public static Fingerprint Of(AcceptedEvent accepted)
    {
        var (kind, person) = Person(accepted.Identifiers);
        var facts = accepted.Facts;
        var hour = facts.IsDayOnly ? 0 : 1 + (uint)(facts.EventTime.UtcTicks / TimeSpan.TicksPerHour % Hours);
        return new Fingerprint(Amount(facts.Money) | (person % PersonValues << PersonShift) | ((uint)kind << KindShift) | (hour << HourShift));
    }

    /// <summary>
    /// Whether two conversions differ in something that both contain. Hours may be one apart: browser and shop do not send in the same second, and a day
    /// without a time of day is not compared.
    /// </summary>
    public bool Contradicts(Fingerprint other)
    {
        var (amount, otherAmount) = (Bits & AmountValues, other.Bits & AmountValues);
        var (person, otherPerson) = ((Bits >> PersonShift) % People, (other.Bits >> PersonShift) % People);
        var isSameKind = person / PersonValues == otherPerson / PersonValues && person >= PersonValues;
        return (amount != 0 && otherAmount != 0 && amount != otherAmount)
            || (isSameKind && person != otherPerson)
            || AreApart(Bits >> HourShift, other.Bits >> HourShift);
    }

    private static bool AreApart(uint hour, uint other)
    {
        var apart = hour > other ? hour - other : other - hour;
        return hour != 0 && other != 0 && Math.Min(apart, Hours - apart) > 1;
    }

    private static uint Amount(Money? money)
    {
        if (money is not { } told)
            return 0;

        Span<int> parts = stackalloc int[4];
        decimal.GetBits(told.Amount, parts);
        var hash = Basis;
        foreach (var part in parts)
            hash = (hash ^ (uint)part) * Prime;

        foreach (var letter in told.Currency)
            hash = (hash ^ letter) * Prime;

        return 1 + (Folded(hash) % AmountValues);
    }

    private static (PersonKind Kind, uint Hash) Person(IdentifierSet who)
    {
        if (who.Emails.Count > 0)
        {
            var text = who.Emails[0].Text;
            Span<byte> room = stackalloc byte[3 * EmailNormalizer.MaxLength];
            return text.IsUtf8(out var utf8) ? (PersonKind.Email, Hash(utf8)) : (PersonKind.Email, Hash(room[..text.CopyTo(room)]));
        }

        if (who.HashedEmails.Count > 0)
            return (PersonKind.HashedEmail, (uint)who.HashedEmails[0].GetHashCode());

        if (who.Phone is not { } number)
            return default;

        Span<byte> digits = stackalloc byte[E164Number.MaxDigits + 1];
        return (PersonKind.Phone, Hash(digits[..number.Write(digits)]));
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = Basis;
        foreach (var character in text)
            hash = (hash ^ character) * Prime;

        return Folded(hash);
    }

    // The lower bits alone would hang on the lower bits of each byte.
    private static uint Folded(uint hash) => hash ^ (hash >> 16);
}

/// <summary>What is known of a key.</summary>
public enum Sighting
{
    /// <summary>Nothing: it is new.</summary>
    New,

    /// <summary>It was here, and nothing that it says has changed.</summary>
    Same,

    /// <summary>It was here with another amount, person or time.</summary>
    Conflict,
}
