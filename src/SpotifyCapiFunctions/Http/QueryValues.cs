using System.Globalization;
using Microsoft.AspNetCore.Http;
using SpotifyCapi.Events;

namespace SpotifyCapiFunctions.Http;

/// <summary>Reads query values; what is wrong is collected and answered at once.</summary>
/// <param name="query">The query.</param>
internal sealed class QueryValues(IQueryCollection query)
{
    private readonly List<ValidationError> errors = [];

    public string? Text(string name) => query[name] is [{ Length: > 0 } value] ? value : null;

    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (EventTime.Parse(text, out var moment) == EventTimeResult.Valid)
        {
            return moment;
        }

        errors.Add(new(ErrorCodes.EventTimeInvalid, name, $"{name} must be a time such as 2026-01-23T12:34:56Z."));
        return null;
    }

    public int Number(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(new(ErrorCodes.WrongType, name, $"{name} must be a whole number from {min} to {max}."));
        return fallback;
    }

    public IResult? Problem() => errors.Count == 0 ? null : Answers.Problem(StatusCodes.Status400BadRequest, errors[0].Message, errors);
}
