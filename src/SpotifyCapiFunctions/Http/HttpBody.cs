using Microsoft.AspNetCore.Http;
using SpotifyCapi.Codes;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Http;

/// <summary>
/// Bytes of request bodies that this instance holds at once (<c>Ingest__MaxBytesInFlight</c>): however many requests come, from however many senders, the
/// memory for them has a limit.
/// </summary>
public sealed class BodyMemory(IngestOptions options)
{
    private long held;

    /// <summary>Bytes that are held now.</summary>
    public long Held => Interlocked.Read(ref held);

    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= options.MaxBytesInFlight)
            return true;

        GiveBack(bytes);
        return false;
    }

    internal void GiveBack(int bytes) => Interlocked.Add(ref held, -bytes);
}

/// <summary>Why a body is not taken.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Answer">What the sender is told.</param>
internal sealed record BodyRefusal(string Code, IResult Answer);

/// <summary>A request body in memory until it is disposed, or why there is none.</summary>
internal sealed class HttpBody(BodyMemory memory) : IDisposable
{
    // Most bodies fit. A length that is only announced must not hold memory.
    private const int FirstBytes = 64 * 1024;
    private const int FirstUnannounced = 4096;
    private const int Growth = 8;

    private int held;

    /// <summary>The raw bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Why the body cannot be taken; null when it can.</summary>
    public BodyRefusal? Refusal { get; private set; }

    /// <summary>Reads a body of limited length that is not encoded.</summary>
    /// <exception cref="BadHttpRequestException">The connection ended early, or lied about the length.</exception>
    public static async Task<HttpBody> ReadAsync(HttpRequest request, int maxBytes, BodyMemory memory, CancellationToken cancellationToken) =>
        RefuseEncoded(request) is { } refusal ? new HttpBody(memory) { Refusal = refusal } : await ReadRawAsync(request, maxBytes, memory, cancellationToken);

    /// <summary>Reads a body of limited length as it is; signatures are over exactly these bytes.</summary>
    /// <exception cref="BadHttpRequestException">The connection ended early, or lied about the length.</exception>
    public static async Task<HttpBody> ReadRawAsync(HttpRequest request, int maxBytes, BodyMemory memory, CancellationToken cancellationToken)
    {
        var body = new HttpBody(memory);
        try
        {
            body.Refusal = request.ContentLength > maxBytes ? TooLarge(maxBytes) : await body.FillAsync(request, maxBytes, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>A request as the sources read it.</summary>
    public static WebhookRequest AsWebhook(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now) => new(
        body,
        name => [.. (name is [WebhookRequest.QueryMark, ..] ? request.Query[name[1..]] : request.Headers[name]).OfType<string>()],
        now);

    /// <summary>Why a webhook that was read as it is cannot be taken; null: it can.</summary>
    public BodyRefusal? Refuse(HttpRequest request, int maxBytes, bool mustBeJson = true) =>
        RefuseEncoded(request)
        ?? (Bytes.Length > maxBytes ? TooLarge(maxBytes) : !mustBeJson || IsJson(request) ? null : new BodyRefusal(ErrorCodes.UnsupportedMediaType, NotJson()));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        memory.GiveBack(held);
        (held, Bytes) = (0, default);
    }

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

    internal static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));

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

    // The buffer has one byte more than may come, so that the end shows without another one.
    private async Task<BodyRefusal?> FillAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var most = (int)Math.Min(maxBytes, request.ContentLength ?? maxBytes);
        var (buffer, length) = (Array.Empty<byte>(), 0);
        while (true)
        {
            if (length == buffer.Length)
            {
                var size = Math.Min(most, length > 0 ? Growth * length : request.ContentLength is null ? FirstUnannounced : FirstBytes);
                if (!memory.TryTake(size - held))
                    return Busy(request.HttpContext.Response);

                held = size;
                Array.Resize(ref buffer, size + 1);
            }

            var read = await ReadAsync(request, buffer.AsMemory(length), cancellationToken);
            length += read;
            if (length > maxBytes)
                return TooLarge(maxBytes);

            if (read == 0)
            {
                Bytes = buffer.AsMemory(0, length);
                return null;
            }
        }
    }

    private static BodyRefusal? RefuseEncoded(HttpRequest request) => IsEncoded(request)
        ? Problem(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedContentEncoding, "Send the body uncompressed.")
        : null;

    private static BodyRefusal TooLarge(int maxBytes) =>
        Problem(StatusCodes.Status413PayloadTooLarge, ErrorCodes.BodyTooLarge, $"The body is longer than {maxBytes} bytes.");

    private static BodyRefusal Busy(HttpResponse response) => new(ErrorCodes.Overloaded, Answers.Unavailable(
        response, ErrorCodes.Overloaded, "As many bytes of requests as may be are being worked on here. Nothing of this one was stored; send the same again."));

    private static BodyRefusal Problem(int status, string code, string message) =>
        new(code, Answers.Problem(status, new ValidationError(code, string.Empty, message)));
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
        $"A request takes {MaxBytes} bytes at most. "
        + $"Put larger files into the container offline-conversions under incoming/{source}/; the scheduled push picks them up."));

    private static bool Is(HttpRequest request, string[] types) =>
        types.Contains(HttpBody.MediaType(request).ToString(), StringComparer.OrdinalIgnoreCase);

    private static IResult Problem(string code, string message) =>
        Answers.Problem(StatusCodes.Status415UnsupportedMediaType, new ValidationError(code, string.Empty, message));
}
