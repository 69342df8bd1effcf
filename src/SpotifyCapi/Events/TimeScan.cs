namespace SpotifyCapi.Events;

/// <summary>Reads the parts of a written time from left to right.</summary>
internal ref partial struct TimeScan(ReadOnlySpan<char> text)
{
    private const int TwoDigitYears = 2000;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] LongMonths =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private ReadOnlySpan<char> rest = text;

    /// <summary>Whether something was begun and is wrong.</summary>
    public bool Failed { get; private set; }

    public readonly bool IsAtEnd => rest.IsEmpty;

    private readonly char Next => rest.IsEmpty ? '\0' : rest[0];

    /// <summary>2026-01-23, 2026/01/23, 20260123, 2026-023, 2026-W04-5, 23 Jan 2026, Jan 23, 2026 and Fri Jan 23 (with the year at the end).</summary>
    public bool TryReadDate(out WrittenDate date, out bool isNamed)
    {
        date = default;
        isNamed = !char.IsAsciiDigit(Next) || IsDayAndMonth();
        if (isNamed)
            return TryReadNamedDate(out date);

        var digits = Digits();
        switch (digits)
        {
            case 4:
                return TryReadSeparated(Number(4), out date);
            case 7:
                date = new WrittenDate(Number(4), WrittenDate.OfYear, Number(3));
                return true;
            case 8:
                date = new WrittenDate(Number(4), Number(2), Number(2));
                return true;
            case 12 or 14:
                date = new WrittenDate(Number(4), Number(2), Number(2)) { HasTime = true };
                return true;
            default:
                return false;
        }
    }

    /// <summary>A separator and 12:34:56.789, 12:34, 12, 123456, or 12:34:56 PM. False without an error when there is no time.</summary>
    public bool TryReadTime(out long ticks)
    {
        ticks = 0;
        var before = rest;
        var isMarked = Take('T') || Take('t') || (rest is ['-', _, _, '.', ..] && Take('-'));
        if (!isMarked)
        {
            Take(',');
            SkipBlanks();
            if (TakeWord("at"))
                SkipBlanks();
        }

        if (before.Length == rest.Length || !char.IsAsciiDigit(Next))
        {
            Failed = isMarked;
            return false;
        }

        return TryReadDigitsOfTime(out ticks);
    }

    /// <summary>The digits of a time of day.</summary>
    public bool TryReadDigitsOfTime(out long ticks)
    {
        ticks = 0;
        Failed = true;
        var digits = Digits();
        int hour, minute = 0, second = 0;
        var unit = TimeSpan.TicksPerHour;
        if (digits is 4 or 6)
        {
            (hour, minute, unit) = (Number(2), Number(2), TimeSpan.TicksPerMinute);
            if (digits == 6)
                (second, unit) = (Number(2), TimeSpan.TicksPerSecond);
        }
        else if (digits is 1 or 2)
        {
            hour = Number(digits);
            var hasPoints = Next == '.';
            if (TakePart(out minute))
            {
                unit = TimeSpan.TicksPerMinute;
                if (TakePart(out second, hasPoints))
                    unit = TimeSpan.TicksPerSecond;
            }
        }
        else
        {
            return false;
        }

        // 10.30 is half past ten to a Finn and eighteen past to ISO 8601, and 0.4375 is what a spreadsheet makes of it.
        if (unit == TimeSpan.TicksPerHour && Next is '.' or ',')
            return false;

        var fraction = Fraction(unit);
        if (fraction < 0 || minute > 59 || second > 60 || !TryReadHalfOfDay(ref hour))
            return false;

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
        Failed = hour > 24 || (hour == 24 && ticks > TimeSpan.TicksPerDay);
        return !Failed;
    }

    /// <summary>The year at the end, as Java, Ruby and asctime have it.</summary>
    public bool TryReadYear(ref WrittenDate date)
    {
        SkipBlanks();
        if (Digits() != 4)
            return false;

        date = date with { Year = Number(4) };
        return true;
    }

    // 23-Jan-2026, but not 2026-01-23.
    private readonly bool IsDayAndMonth()
    {
        var digits = Digits();
        return digits is 1 or 2 && digits < rest.Length && rest[digits..].TrimStart("- .") is [var c, ..] && char.IsAsciiLetter(c);
    }

    private bool TryReadSeparated(int year, out WrittenDate date)
    {
        date = default;
        var separator = Next;
        if (separator is 'W' or 'w')
            return TryReadWeek(year, isSeparated: false, out date);

        if (separator is not ('-' or '/' or '.'))
            return false;

        rest = rest[1..];
        if (separator == '-' && Next is 'W' or 'w')
            return TryReadWeek(year, isSeparated: true, out date);

        if (separator == '-' && Digits() == 3)
        {
            date = new WrittenDate(year, WrittenDate.OfYear, Number(3));
            return true;
        }

        if (Digits() != 2)
            return false;

        var month = Number(2);
        if (!Take(separator) || Digits() != 2)
            return false;

        date = new WrittenDate(year, month, Number(2));
        return true;
    }

    private bool TryReadWeek(int year, bool isSeparated, out WrittenDate date)
    {
        date = default;
        rest = rest[1..];
        if (Digits() < 2 || (isSeparated && Digits() != 2))
            return false;

        var week = Number(2);
        if ((isSeparated && !Take('-')) || Digits() != 1 || week == 0)
            return false;

        date = new WrittenDate(year, WrittenDate.OfYear, Number(1)) { Week = week };
        return true;
    }

    private bool TryReadNamedDate(out WrittenDate date)
    {
        date = default;
        if (TryReadName(Days, Days) > 0)
        {
            Take('.');
            Take(',');
            SkipBlanks();
        }

        var day = Digits() is 1 or 2 ? Number(Digits()) : 0;
        SkipSeparator();
        var month = TryReadName(Months, LongMonths);
        if (month == 0)
            return false;

        Take('.');
        SkipSeparator();
        if (day == 0)
        {
            if (Digits() is not (1 or 2))
                return false;

            day = Number(Digits());

            // Fri Jan 23 12:34:56 …: the year stands at the end, and the time comes first.
            if (rest.Length > 3 && rest[0] == ' ' && rest.TrimStart(' ') is [_, _, ':', ..])
            {
                date = new WrittenDate(WrittenDate.Later, month, day);
                return true;
            }

            Take(',');
            SkipBlanks();
        }

        var digits = Digits();
        if (digits is not (2 or 4))
            return false;

        date = new WrittenDate(Number(digits) + (digits == 2 ? TwoDigitYears : 0), month, day);
        return true;
    }

    // The number of the name, from 1; 0 when there is none. A weekday may be cut to three letters.
    private int TryReadName(string[] names, string[] longNames)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            length++;

        var word = rest[..length];
        for (var i = 0; i < names.Length; i++)
        {
            if (length >= 3 && longNames[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (length == 3 || length == longNames[i].Length || word is "Sept" or "sept" or "Tues" or "Thurs" or "Thur"))
            {
                rest = rest[length..];
                return i + 1;
            }
        }

        return 0;
    }

    // ":34", or ".34" where another point follows or came before, as Oracle, Danes and Finns write times.
    private bool TakePart(out int value, bool isAfterPoint = false)
    {
        value = 0;
        var isPart = rest is [':', >= '0' and <= '9', >= '0' and <= '9', ..] or ['.', >= '0' and <= '9', >= '0' and <= '9', '.', ..]
            || (isAfterPoint && rest is ['.', >= '0' and <= '9', >= '0' and <= '9', ..]);
        if (!isPart || (rest.Length > 3 && char.IsAsciiDigit(rest[3])))
            return false;

        rest = rest[1..];
        value = Number(2);
        return true;
    }

    // A fraction of the last part, in ticks; -1 when there is a mark and no digit.
    private long Fraction(long unit)
    {
        var isMark = Next is '.' or ',' || (Next == ':' && unit == TimeSpan.TicksPerSecond && rest.Length > 3);
        if (!isMark || rest.Length < 2 || (Next == ',' && !char.IsAsciiDigit(rest[1])))
            return isMark && Next != ',' ? -1 : 0;

        rest = rest[1..];
        var digits = Digits();
        var (ticks, part) = (0m, (decimal)unit);
        for (var i = 0; i < digits; i++)
        {
            part /= 10;
            ticks += i < 12 ? part * (rest[i] - '0') : 0;
        }

        rest = rest[digits..];
        return digits == 0 ? -1 : (long)ticks;
    }

    private bool TryReadHalfOfDay(ref int hour)
    {
        var before = rest;
        SkipBlanks();
        var isAfternoon = TakeWord("PM") || TakeWord("p.m.");
        if (!isAfternoon && !TakeWord("AM") && !TakeWord("a.m."))
        {
            rest = before;
            return true;
        }

        if (hour is < 1 or > 12)
            return false;

        hour = (hour % 12) + (isAfternoon ? 12 : 0);
        return true;
    }

    private readonly int Digits()
    {
        var count = rest.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? rest.Length : count;
    }

    private int Number(int digits)
    {
        var number = 0;
        for (var i = 0; i < digits; i++)
            number = (10 * number) + (rest[i] - '0');

        rest = rest[digits..];
        return number;
    }

    private bool Take(char c)
    {
        var isNext = Next == c && !rest.IsEmpty;
        rest = isNext ? rest[1..] : rest;
        return isNext;
    }

    private bool TakeWord(string word)
    {
        var isNext = rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (rest.Length == word.Length || !char.IsAsciiLetter(rest[word.Length]));
        rest = isNext ? rest[word.Length..] : rest;
        return isNext;
    }

    private void SkipBlanks() => rest = rest.TrimStart(" \t\u00A0\u202F");

    private void SkipSeparator()
    {
        if (!Take('-'))
            SkipBlanks();
    }
}
