using System.Collections.Frozen;
using System.Globalization;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Validation;

/// <summary>
/// A string of the Global Privacy Platform (IAB Tech Lab, "GPP consent string specification" and "Section information"): a header with the numbers of
/// its sections, and the sections, of which only those in force count.
/// </summary>
internal static class GppString
{
    private const int HeaderType = 3;
    private const int HeaderVersion = 1;
    private const int European = 2;
    private const int Canadian = 5;
    private const int UsPrivacy = 6;
    private const int MaxSections = 64;
    private const int GpcSegment = 1;

    // Where the notices and the opt-outs of sale, sharing and targeted advertising stand, in fields of two bits after the version.
    private static readonly (int Notice, int OptOut)[] State = [(1, 3), (2, 4)];
    private static readonly (int Notice, int OptOut)[] WithSensitiveNotice = [(1, 4), (2, 5)];
    private static readonly (int Notice, int OptOut)[] Compact = [(3, 5), (4, 6)];

    private static readonly FrozenDictionary<int, UsSection> UsSections = new Dictionary<int, UsSection>
    {
        [7] = new(2, [(1, 6), (2, 7), (3, 8)]),
        [8] = new(1, [(0, 3), (1, 4)]),
        [11] = new(1, WithSensitiveNotice),
        [18] = new(1, WithSensitiveNotice),
        [24] = new(1, Compact),
        [25] = new(1, Compact),
        [26] = new(1, Compact),
        [27] = new(1, Compact),
    }.Concat(new[] { 9, 10, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23 }.Select(id => KeyValuePair.Create(id, new UsSection(1, State)))).ToFrozenDictionary();

    /// <summary>What the person said; null when the string, or a section that is in force, cannot be read.</summary>
    /// <param name="text">The string.</param>
    /// <param name="inForce">The numbers of the sections in force, with anything between them; null: all.</param>
    /// <param name="policy">What makes consent.</param>
    public static MarketingConsent? Read(ReadOnlySpan<char> text, string? inForce, ConsentPolicy policy)
    {
        Span<Range> parts = stackalloc Range[MaxSections + 1];
        var count = text.Split(parts, '~');
        Span<int> ids = stackalloc int[MaxSections];
        if (!TryReadHeader(text[parts[0]], ids, out var sections) || sections != count - 1)
            return null;

        MarketingConsent? result = MarketingConsent.Unknown;
        for (var i = 0; i < sections; i++)
        {
            if (inForce is not null && !IsListed(ids[i], inForce))
                continue;

            var said = Section(ids[i], text[parts[i + 1]], policy);
            if (said == MarketingConsent.Denied)
                return said;

            result = said is null || result is null ? null : said == MarketingConsent.Granted ? said : result;
        }

        return result;
    }

    /// <summary>A US Privacy string: version, notice given, opted out of the sale, covered by the LSPA; null when it is none.</summary>
    public static MarketingConsent? ReadUsPrivacy(ReadOnlySpan<char> text, ConsentPolicy policy)
    {
        const string Words = "YyNn-";
        if (text is not ['1', var notice, var optOut, var covered] || !Words.Contains(notice) || !Words.Contains(optOut) || !Words.Contains(covered))
            return null;

        return optOut is 'Y' or 'y' ? MarketingConsent.Denied
            : optOut is 'N' or 'n' && notice is 'Y' or 'y' ? NotOptedOut(policy)
            : MarketingConsent.Unknown;
    }

    /// <summary>Whether a text is a list of section numbers, such as <c>7,8</c> or <c>7_8</c>; -1 and 0 say that none is in force.</summary>
    public static bool IsSectionList(string text) =>
        text.All(c => char.IsAsciiDigit(c) || c is ',' or '_' or ' ' or '-' or '[' or ']') && text.Any(char.IsAsciiDigit);

    private static bool IsListed(int id, string list)
    {
        foreach (var range in list.AsSpan().SplitAny(",_ []"))
        {
            if (int.TryParse(list.AsSpan()[range], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var listed) && listed == id)
                return true;
        }

        return false;
    }

    private static bool TryReadHeader(ReadOnlySpan<char> text, Span<int> ids, out int count)
    {
        count = 0;
        var bits = new BitReader(text);
        if (bits.Int(6) != HeaderType || bits.Int(6) != HeaderVersion)
            return false;

        var last = 0;
        for (var left = bits.Int(12); left > 0; left--)
        {
            var isRange = bits.Bool();
            var first = last + bits.Fibonacci();
            last = isRange ? first + bits.Fibonacci() : first;
            if (!bits.IsGood || last - first >= ids.Length - count)
                return false;

            for (var id = first; id <= last; id++)
                ids[count++] = id;
        }

        return bits.IsGood;
    }

    private static MarketingConsent? Section(int id, ReadOnlySpan<char> text, ConsentPolicy policy) => id switch
    {
        European => TcfString.Read(text, policy),
        Canadian => TcfString.ReadCanadian(text, policy),
        UsPrivacy => ReadUsPrivacy(text, policy),
        _ => UsSections.TryGetValue(id, out var section) ? section.Read(text, policy) : null,
    };

    private static MarketingConsent NotOptedOut(ConsentPolicy policy) =>
        policy.UsNotOptedOut == UsNotOptedOut.Granted ? MarketingConsent.Granted : MarketingConsent.Unknown;

    /// <summary>A section of the United States or of one of them.</summary>
    private sealed record UsSection(int LatestVersion, (int Notice, int OptOut)[] Fields)
    {
        private const int Most = 9;
        private const int Yes = 1;
        private const int No = 2;
        private const int Invalid = 3;

        public MarketingConsent? Read(ReadOnlySpan<char> text, ConsentPolicy policy)
        {
            var end = text.IndexOf('.');
            var bits = new BitReader(end < 0 ? text : text[..end]);
            var version = bits.Int(6);
            if (version < 1 || version > LatestVersion)
                return null;

            Span<int> fields = stackalloc int[Most];
            for (var i = 0; i <= Fields[^1].OptOut; i++)
                fields[i] = bits.Int(2);

            if (!bits.IsGood || fields.Contains(Invalid))
                return null;

            var (isOut, isIn) = (false, false);
            foreach (var (notice, optOut) in Fields)
            {
                isOut |= fields[optOut] == Yes;
                isIn |= fields[optOut] == No && fields[notice] == Yes;
            }

            return isOut || HasGpc(end < 0 ? default : text[(end + 1)..]) ? MarketingConsent.Denied : isIn ? NotOptedOut(policy) : MarketingConsent.Unknown;
        }

        private static bool HasGpc(ReadOnlySpan<char> segments)
        {
            foreach (var range in segments.Split('.'))
            {
                var bits = new BitReader(segments[range]);
                if (bits.Int(2) == GpcSegment && bits.Bool())
                    return true;
            }

            return false;
        }
    }
}
