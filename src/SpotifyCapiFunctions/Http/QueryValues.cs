using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Http;

/// <summary>Reads query values; what is wrong is collected and answered at once.</summary>
internal sealed class QueryValues(IQueryCollection query)
{
    // Leaves room to calculate with times.
    private const int LastYear = 2999;

    private readonly List<ValidationError> errors = [];

    /// <summary>A value; null when it is missing or empty. Two are an error, since it is not clear which one counts.</summary>
    public string? Text(string name)
    {
        if (query[name].Count > 1)
            errors.Add(new(ErrorCodes.WrongType, name, $"{name} must be given once."));

        return query[name] is [{ Length: > 0 } value] ? value : null;
    }

    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
            return null;

        if (EventTime.Parse(text, out var moment) == EventTimeResult.Valid && moment.UtcDateTime.Year <= LastYear)
            return moment;

        errors.Add(new(
            ErrorCodes.EventTimeInvalid, name, $"{name} must be a time such as 2026-01-23T12:34:56Z, in the years {EventTime.FirstYear} to {LastYear}."));
        return null;
    }

    /// <summary>A window of time from <c>from</c> and <c>to</c>; of the usual length when <c>from</c> is not named.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Window(DateTimeOffset now, TimeSpan usual, TimeSpan longest)
    {
        var to = Moment("to") ?? now;
        var from = Moment("from") ?? to - usual;
        if (from > to || to - from > longest)
            errors.Add(new(ErrorCodes.RangeInvalid, "from", $"from must be before to, by at most {longest.TotalDays} days."));

        return (from, to);
    }

    /// <summary>A time from <c>from</c> to <c>to</c>, open where one is not named.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Range()
    {
        var (from, to) = (Moment("from"), Moment("to"));
        if (from > to)
            errors.Add(Reversed);

        return (from, to);
    }

    /// <summary>What is wrong with a time that ends before it begins.</summary>
    public static ValidationError Reversed { get; } = new(ErrorCodes.RangeInvalid, "from", "from must be before to.");

    /// <summary>A moment of the past from <c>from</c>; null when it is not named.</summary>
    public DateTimeOffset? Since(DateTimeOffset now, TimeSpan longest)
    {
        var from = Moment("from");
        if (now - from > longest)
            errors.Add(new(ErrorCodes.RangeInvalid, "from", $"from must be at most {longest.TotalDays} days ago."));

        return from;
    }

    /// <summary>Any of several words, separated by commas or each in a value of its own, in lower case.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> words)
    {
        var chosen = query[name].ToString().ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (chosen.Except(words).Any())
            errors.Add(NoChoice(name, words));

        return chosen;
    }

    /// <summary>Where a page of events ended.</summary>
    public ListPosition? Position(string name)
    {
        if (Text(name) is not { } text)
            return null;

        if (ListPosition.TryParse(text, out var position))
            return position;

        errors.Add(new(ErrorCodes.WrongType, name, $"{name} must come from the page before."));
        return null;
    }

    /// <summary>A cursor that leads on from a page.</summary>
    public string? Cursor(string name, Predicate<string> isOurs)
    {
        var text = Text(name);
        if (text is not null && !isOurs(text))
            errors.Add(InvalidCursor(name));

        return text;
    }

    /// <summary>What is wrong with a cursor that is not ours.</summary>
    public static ValidationError InvalidCursor(string name) => new(ErrorCodes.InvalidCursor, name, $"{name} must be that of the page before, unchanged.");

    /// <summary>One of several words, or null.</summary>
    public string? Choice(string name, params IReadOnlyList<string> words)
    {
        var text = Text(name);
        if (text is not null && !words.Contains(text))
            errors.Add(NoChoice(name, words));

        return text;
    }

    /// <summary>What is wrong with a word that no record can have, so none would ever match.</summary>
    public static ValidationError NoChoice(string name, IReadOnlyList<string> words) =>
        new(ErrorCodes.WrongType, name, $"{name} must be {(words.Count == 1 ? "" : "one of ")}{string.Join(", ", words)}.");

    public int Number(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
            return fallback;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;

        errors.Add(OutOfRange(name, min, max));
        return fallback;
    }

    /// <summary>What is wrong with a number.</summary>
    public static ValidationError OutOfRange(string name, int min, int max) =>
        new(ErrorCodes.WrongType, name, $"{name} must be a whole number from {min} to {max}.");

    public IResult? Problem() => errors.Count == 0 ? null : Answers.Problem(StatusCodes.Status400BadRequest, errors[0].Message, errors);
}

/// <summary>Where a page of a list ended: the next one begins with what is older, whatever has come in at the top since.</summary>
/// <param name="At">When the last row arrived.</param>
/// <param name="Key">Its key.</param>
internal readonly record struct ListPosition(DateTimeOffset At, string Key) : IComparable<ListPosition>
{
    public static ListPosition Of(IngestRecord arrival) => new(arrival.At, arrival.Key);

    public static bool TryParse(string text, out ListPosition position)
    {
        position = default;
        try
        {
            var plain = Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')));
            if (plain.Split('|', 2) is not [var ticks, var key]
                || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                || at > DateTimeOffset.MaxValue.UtcTicks)
            {
                return false;
            }

            position = new ListPosition(new DateTimeOffset(at, TimeSpan.Zero), key);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public int CompareTo(ListPosition other) => At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(Key, other.Key);

    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}|{Key}")))
        .Replace('+', '-').Replace('/', '_');
}
