using SpotifyCapi.Identifiers;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Records;

/// <summary>What of a sender's own words may be kept: names and ids, but nothing that looks like a person's data put in their place.</summary>
public static class ArrivalText
{
    // "Order Completed", "orders/paid" and the like. A longer run of digits is a number of something, most often a phone's.
    private const int LongestName = 64;
    private const int MostDigits = 5;

    /// <summary>A name, or null when the text is more than that.</summary>
    /// <param name="text">An event's name or a topic.</param>
    public static string? Name(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= LongestName } && IsName(text) ? text : null;
    }

    /// <summary>An id, or null when it is too long for one or holds an e-mail address.</summary>
    /// <param name="text">An event's id.</param>
    public static string? Id(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= EventValidator.MaxEventIdLength } && !EmailLeak.IsIn(text) ? text : null;
    }

    private static bool IsName(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (!IsOfName(c) || (char.IsAsciiDigit(c) && ++digits > MostDigits))
                return false;
        }

        return true;
    }

    private static bool IsOfName(char c) => char.IsLetter(c) || char.IsAsciiDigit(c) || c is ' ' or '_' or '-' or '.' or '/' or ':' or '&';
}
