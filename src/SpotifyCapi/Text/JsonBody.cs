using System.Text.Json;
using System.Text.Unicode;
using SpotifyCapi.Codes;

namespace SpotifyCapi.Text;

/// <summary>The checks that every JSON body passes before it is read, whatever its shape.</summary>
public static class JsonBody
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    /// <summary>Checks that there is UTF-8 text.</summary>
    /// <param name="body">The raw body.</param>
    /// <param name="json">The body without a byte order mark.</param>
    /// <returns>What is wrong, or null.</returns>
    public static ValidationError? Check(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> json)
    {
        json = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return new(ErrorCodes.EmptyBody, string.Empty, "The body is empty.");

        return Utf8.IsValid(json) ? null : new(ErrorCodes.InvalidUtf8, string.Empty, "The body is not UTF-8.");
    }

    /// <summary>Says where JSON is broken, without quoting it: the quoted part could be personal.</summary>
    /// <param name="exception">What the reader threw.</param>
    public static ValidationError Describe(JsonException exception) => new(
        ErrorCodes.MalformedJson,
        string.Empty,
        $"The body is not JSON, is cut off, or is nested deeper than {MaxDepth} levels "
        + $"(line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
}
