using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>What a request must be like to bring a file.</summary>
internal static class UploadBody
{
    /// <summary>The host takes no more.</summary>
    public const long MaxBytes = 104_857_600;

    private static readonly string[] CsvTypes =
        ["text/csv", "application/csv", "text/plain", "text/tab-separated-values", "application/vnd.ms-excel"];

    private static readonly string[] JsonTypes =
        ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/jsonlines"];

    /// <summary>Why a request cannot be taken; null: its body may be read, up to <see cref="MaxBytes"/>.</summary>
    public static IResult? Refuse(HttpRequest request, string source)
    {
        if (!IsJson(request) && !Is(request, CsvTypes))
            return Problem(ErrorCodes.UnsupportedMediaType, "Send CSV with Content-Type: text/csv, or one JSON event to a line with application/x-ndjson.");

        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            return Problem(ErrorCodes.UnsupportedContentEncoding, "Send the body uncompressed.");

        if (request.ContentLength > MaxBytes)
            return TooLarge(source);

        return null;
    }

    /// <summary>Whether the sender says that the body is JSON, one event to a line.</summary>
    public static bool IsJson(HttpRequest request) => Is(request, JsonTypes);

    /// <summary>413 with the way that a larger file can take.</summary>
    public static IResult TooLarge(string source) => Answers.Problem(StatusCodes.Status413PayloadTooLarge, new ValidationError(
        ErrorCodes.BodyTooLarge,
        string.Empty,
        $"A request takes {MaxBytes} bytes at most. Put larger files into the container offline-conversions under incoming/{source}/; the schedule takes them in."));

    private static bool Is(HttpRequest request, string[] types)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return types.Contains(type.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private static IResult Problem(string code, string message) =>
        Answers.Problem(StatusCodes.Status415UnsupportedMediaType, new ValidationError(code, string.Empty, message));
}
