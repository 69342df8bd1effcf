using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>A request body, or why there is none.</summary>
/// <param name="Bytes">The raw bytes.</param>
/// <param name="Problem">The answer when the body cannot be taken.</param>
/// <param name="Code">Why it cannot be taken: one of <see cref="ErrorCodes"/>; null when it can.</param>
internal readonly record struct RequestBody(ReadOnlyMemory<byte> Bytes, IResult? Problem, string? Code = null)
{
    // A length that is only announced must not hold memory.
    private const int MostUnread = 1024 * 1024;

    /// <summary>Reads a body of limited length as it is; signatures are over exactly these bytes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    /// <exception cref="BadHttpRequestException">The connection ended early, or lied about the length.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            return Refuse(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedContentEncoding, "Send the body uncompressed.");

        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        var buffer = new byte[Math.Min(Math.Min(maxBytes, MostUnread), (int)(request.ContentLength ?? 4096)) + 1];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(request, buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return new RequestBody(buffer.AsMemory(0, length), null);

            length += read;
            if (length > maxBytes)
                return TooLarge(maxBytes);

            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(2 * length, maxBytes + 1));
        }
    }

    /// <summary>Whether the content type is JSON.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>415 with what would be right.</summary>
    public static IResult NotJson() => Answers.Problem(
        StatusCodes.Status415UnsupportedMediaType,
        new ValidationError(ErrorCodes.UnsupportedMediaType, string.Empty, "Send JSON with Content-Type: application/json."));

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

    private static RequestBody TooLarge(int maxBytes) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, ErrorCodes.BodyTooLarge, $"The body is longer than {maxBytes} bytes.");

    private static RequestBody Refuse(int status, string code, string message) =>
        new(default, Answers.Problem(status, new ValidationError(code, string.Empty, message)), code);
}
