using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Http;

/// <summary>A request body in memory, or why there is none.</summary>
/// <param name="Bytes">The raw bytes.</param>
/// <param name="Problem">The answer when the body cannot be taken.</param>
/// <param name="Code">Why it cannot be taken: one of <see cref="ErrorCodes"/>; null when it can.</param>
internal readonly record struct HttpBody(ReadOnlyMemory<byte> Bytes, IResult? Problem, string? Code = null)
{
    // A length that is only announced must not hold memory.
    private const int MostUnread = 1024 * 1024;

    /// <summary>Reads a body of limited length as it is; signatures are over exactly these bytes.</summary>
    /// <exception cref="BadHttpRequestException">The connection ended early, or lied about the length.</exception>
    public static async Task<HttpBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (IsEncoded(request))
            return Refuse(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedContentEncoding, "Send the body uncompressed.");

        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        var buffer = new byte[Math.Min(Math.Min(maxBytes, MostUnread), (int)(request.ContentLength ?? 4096)) + 1];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(request, buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return new HttpBody(buffer.AsMemory(0, length), null);

            length += read;
            if (length > maxBytes)
                return TooLarge(maxBytes);

            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(2 * length, maxBytes + 1));
        }
    }

    /// <summary>The body with its request's headers, as the sources read it.</summary>
    public WebhookRequest AsWebhook(HttpRequest request, DateTimeOffset now) =>
        new(Bytes, name => [.. request.Headers[name].Where(value => value is not null).Select(value => value!)], now);

    /// <summary>Whether the content type is JSON.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var type = MediaType(request);
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>415 with what would be right.</summary>
    public static IResult NotJson() => Answers.Problem(
        StatusCodes.Status415UnsupportedMediaType,
        new ValidationError(ErrorCodes.UnsupportedMediaType, string.Empty, "Send JSON with Content-Type: application/json."));

    internal static bool IsEncoded(HttpRequest request) => request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity";

    /// <summary>The content type without its parameters.</summary>
    internal static ReadOnlySpan<char> MediaType(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim();
    }

    // For some broken chunks Kestrel throws a plain IOException; it is the sender's mistake like every other.
    private static async ValueTask<int> ReadAsync(HttpRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body could not be read to its end.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static HttpBody TooLarge(int maxBytes) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, ErrorCodes.BodyTooLarge, $"The body is longer than {maxBytes} bytes.");

    private static HttpBody Refuse(int status, string code, string message) =>
        new(default, Answers.Problem(status, new ValidationError(code, string.Empty, message)), code);
}

/// <summary>What a request must be like to bring a file, which is read while it arrives.</summary>
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

        if (HttpBody.IsEncoded(request))
            return Problem(ErrorCodes.UnsupportedContentEncoding, "Send the body uncompressed.");

        return request.ContentLength > MaxBytes ? TooLarge(source) : null;
    }

    /// <summary>Whether the sender says that the body is JSON, one event to a line.</summary>
    public static bool IsJson(HttpRequest request) => Is(request, JsonTypes);

    /// <summary>413 with the way that a larger file can take.</summary>
    public static IResult TooLarge(string source) => Answers.Problem(StatusCodes.Status413PayloadTooLarge, new ValidationError(
        ErrorCodes.BodyTooLarge,
        string.Empty,
        $"A request takes {MaxBytes} bytes at most. Put larger files into the container offline-conversions under incoming/{source}/; the schedule takes them in."));

    private static bool Is(HttpRequest request, string[] types) =>
        types.Contains(HttpBody.MediaType(request).ToString(), StringComparer.OrdinalIgnoreCase);

    private static IResult Problem(string code, string message) =>
        Answers.Problem(StatusCodes.Status415UnsupportedMediaType, new ValidationError(code, string.Empty, message));
}
