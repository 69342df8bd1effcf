using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Validation;

/// <summary>
/// A TC string of version 2 (IAB Tech Lab, "Consent string and vendor list formats v2", with TCF 2.2 and 2.3), and its Canadian sister inside of a GPP
/// string. Only consent counts: legitimate interest is none.
/// </summary>
internal static class TcfString
{
    private const int Version = 2;

    // Creation, last change, CMP and its version, screen, language, vendor list, policy.
    private const int BeforeService = 36 + 36 + 12 + 12 + 6 + 12 + 12 + 6;
    private const int SpecialFeatures = 12;
    private const int Purposes = 24;
    private const int StorageAndAccess = 1;
    private const int DisclosedVendors = 1;

    /// <summary>What the person said; null when the string cannot be read.</summary>
    public static MarketingConsent? Read(ReadOnlySpan<char> text, ConsentPolicy policy)
    {
        var end = text.IndexOf('.');
        var core = new BitReader(end < 0 ? text : text[..end]);
        if (core.Int(6) != Version)
            return null;

        core.Skip(BeforeService + 2 + SpecialFeatures);
        var consents = core.Int(Purposes);
        core.Skip(Purposes);
        var isStorageUntold = core.Bool();
        core.Skip(12);
        var hasVendor = Holds(ref core, policy.TcfVendor);
        Holds(ref core, policy.TcfVendor);
        var isRestricted = IsRestricted(ref core, policy);
        if (!core.IsGood || !TryReadDisclosed(end < 0 ? default : text[(end + 1)..], policy.TcfVendor, out var isDisclosed))
            return null;

        // Where the publisher's country does not ask for purpose 1, its missing bit is no refusal.
        var asked = policy.TcfPurposes.Where(purpose => purpose != StorageAndAccess || !isStorageUntold).ToArray();
        if (isRestricted || !Array.TrueForAll(asked, purpose => Has(consents, purpose)))
            return MarketingConsent.Denied;

        return policy.TcfVendor is not null && !hasVendor
            ? isDisclosed ? MarketingConsent.Denied : MarketingConsent.Unknown
            : asked.Length > 0 || policy.TcfVendor is not null ? MarketingConsent.Granted : MarketingConsent.Unknown;
    }

    /// <summary>The Canadian section: express consent counts, implied consent is neither yes nor no. Vendors are not looked at.</summary>
    public static MarketingConsent? ReadCanadian(ReadOnlySpan<char> text, ConsentPolicy policy)
    {
        var end = text.IndexOf('.');
        var core = new BitReader(end < 0 ? text : text[..end]);
        if (core.Int(6) is not (1 or Version))
            return null;

        core.Skip(BeforeService + 1 + SpecialFeatures);
        var (express, implied) = (core.Int(Purposes), core.Int(Purposes));
        return !core.IsGood ? null
            : !policy.TcfPurposes.All(purpose => Has(express | implied, purpose)) ? MarketingConsent.Denied
            : policy.TcfPurposes.All(purpose => Has(express, purpose)) && policy.TcfVendor is null ? MarketingConsent.Granted
            : MarketingConsent.Unknown;
    }

    private static bool Has(int bits, int purpose) => (bits & (1 << (Purposes - purpose))) != 0;

    // A list of vendors: a bit for each up to the highest, or ranges.
    private static bool Holds(ref BitReader bits, int? vendor)
    {
        var highest = bits.Int(16);
        if (bits.Bool())
            return IsInRanges(ref bits, vendor);

        if (vendor is not { } id || id > highest)
        {
            bits.Skip(highest);
            return false;
        }

        bits.Skip(id - 1);
        var holds = bits.Bool();
        bits.Skip(highest - id);
        return holds;
    }

    private static bool IsInRanges(ref BitReader bits, int? vendor)
    {
        var holds = false;
        for (var left = bits.Int(12); left > 0 && bits.IsGood; left--)
        {
            var isRange = bits.Bool();
            var first = bits.Int(16);
            var last = isRange ? bits.Int(16) : first;
            holds |= first <= vendor && vendor <= last;
        }

        return holds;
    }

    // 0: the publisher forbids the purpose; 1: only with consent; 2: only without it, so that consent does not count.
    private static bool IsRestricted(ref BitReader bits, ConsentPolicy policy)
    {
        var isRestricted = false;
        for (var left = bits.Int(12); left > 0 && bits.IsGood; left--)
        {
            var (purpose, type) = (bits.Int(6), bits.Int(2));
            isRestricted |= IsInRanges(ref bits, policy.TcfVendor) && type != 1 && policy.TcfPurposes.Contains(purpose);
        }

        return isRestricted;
    }

    // A vendor that is not among those that the person was shown was neither allowed nor refused. Strings before 2.3 need not have the list.
    private static bool TryReadDisclosed(ReadOnlySpan<char> segments, int? vendor, out bool isDisclosed)
    {
        isDisclosed = true;
        foreach (var range in segments.Split('.'))
        {
            var bits = new BitReader(segments[range]);
            if (segments.Length > 0 && bits.Int(3) == DisclosedVendors)
                isDisclosed = Holds(ref bits, vendor);

            if (!bits.IsGood)
                return false;
        }

        return true;
    }
}
