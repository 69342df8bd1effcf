namespace SpotifyCapi.Events;

/// <content>The zone behind a time.</content>
internal ref partial struct TimeScan
{
    private const int MaxComment = 64;

    // RFC 5322, section 4.3: the only abbreviations of zones that have one meaning, and only in mail dates.
    private static readonly (string Name, int Hours)[] MailZones =
        [("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7)];

    /// <summary>Z, UTC, GMT, +01, +0100, +01:00, GMT+0100, -0400, a zone's name; with a comment or a name behind it. True when there is none.</summary>
    public bool TryReadZone(bool isNamed, out TimeSpan? offset, out TimeZoneInfo? zone)
    {
        (offset, zone) = (null, null);
        SkipBlanks();
        if (IsSign(Next))
        {
            if (!TryReadOffset(out offset))
                return false;
        }
        else if (char.IsAsciiLetter(Next) && !TryReadNamedZone(isNamed, ref offset, ref zone))
        {
            return false;
        }

        return SkipBracketed(ref zone, offset is not null) && SkipRemark(offset is not null);
    }

    private static bool IsSign(char c) => c is '+' or '-' or '\u2212';

    private bool TryReadOffset(out TimeSpan? offset)
    {
        offset = null;
        var isBehind = rest[0] != '+';
        rest = rest[1..];
        var digits = Digits();
        if (digits is not (1 or 2 or 4 or 6))
            return false;

        var hours = Number(Math.Min(digits, 2));
        var (minutes, seconds) = (0, 0);
        if (digits >= 4)
        {
            minutes = Number(2);
            seconds = digits == 6 ? Number(2) : 0;
        }
        else if (rest is [':', ..])
        {
            // Postgres writes seconds for times before zones were kept.
            if (!TakePart(out minutes) || (rest is [':', ..] && !TakePart(out seconds)))
                return false;
        }

        if (minutes > 59 || seconds > 59)
            return false;

        var span = new TimeSpan(hours, minutes, seconds);
        offset = isBehind ? -span : span;
        return true;
    }

    private bool TryReadNamedZone(bool isNamed, ref TimeSpan? offset, ref TimeZoneInfo? zone)
    {
        var length = rest.IndexOfAny(" [(");
        var word = length < 0 ? rest : rest[..length];
        if (word is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            rest = rest[1..];
            return true;
        }

        if (TakeWord("UTC") || TakeWord("GMT") || TakeWord("UT"))
        {
            offset = TimeSpan.Zero;
            return !IsSign(Next) || TryReadOffset(out offset);
        }

        foreach (var (name, hours) in MailZones)
        {
            if (isNamed && word.SequenceEqual(name))
            {
                offset = TimeSpan.FromHours(hours);
                rest = rest[word.Length..];
                return true;
            }
        }

        // A name with a slash is one of the tz database; an abbreviation may mean several zones.
        zone = word.Contains('/') ? WrittenTime.FindZone(word) : null;
        if (zone is null)
            return false;

        rest = rest[word.Length..];
        return true;
    }

    // Java and RFC 9557: +01:00[Europe/Berlin]. Of the two the offset counts.
    private bool SkipBracketed(ref TimeZoneInfo? zone, bool hasOffset)
    {
        while (Next == '[')
        {
            var end = rest.IndexOf(']');
            if (end < 0)
                return false;

            var name = rest[1..end];
            rest = rest[(end + 1)..];
            if (!hasOffset && (zone ??= WrittenTime.FindZone(name)) is null)
                return false;
        }

        return true;
    }

    // JavaScript: GMT+0100 (Central European Standard Time). Go: +0100 CET m=+0.000.
    private bool SkipRemark(bool hasOffset)
    {
        if (!hasOffset)
            return true;

        var trimmed = rest.TrimStart(' ');
        if (trimmed is ['(', ..] && trimmed.IndexOf(')') is > 0 and < MaxComment and var end)
            rest = trimmed[(end + 1)..];
        else if (trimmed.Length < rest.Length && trimmed is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z', ..])
            rest = trimmed.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ m=+-.0123456789".AsSpan()) ? rest : default;

        return true;
    }
}
