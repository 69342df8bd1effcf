using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>A request for an event endpoint, read and parsed but not yet judged.</summary>
internal sealed class EventContent : IDisposable
{
    private readonly JsonBody? json;
    private readonly HttpRequest request;
    private readonly string? bearer;
    private readonly int limit;

    private EventContent(HttpRequest request, byte[]? bytes, int limit, IContract contract)
    {
        (this.request, Bytes, this.limit) = (request, bytes, limit);
        bearer = BearerOf(request);
        Authorized = bearer is not null && contract.Accepts(bearer);
        if (bytes is null)
            return;
        json = JsonBody.Parse(bytes);
        if (json.Root is not { } root)
            return;
        Events = EventReader.Events(root, bytes);
        Connection = EventReader.Connection(root);
    }

    /// <summary>Null when the body was too large.</summary>
    public byte[]? Bytes { get; }

    public bool Authorized { get; }

    public IReadOnlyList<ReceivedEvent> Events { get; } = [];

    public string? Connection { get; }

    public static async Task<EventContent> ReadAsync(HttpContext http, int limit, IContract contract) =>
        new(http.Request, await BoundedBody.ReadAsync(http.Request, limit, http.RequestAborted), limit, contract);

    /// <summary>In the order in which a server finds things out: method, credentials, headers, size, syntax, content.</summary>
    public Refusal? Judge(IContract contract)
    {
        if (!HttpMethods.IsPost(request.Method))
            return Refusal.MethodNotAllowed;
        if (!Authorized)
            return Refusal.Unauthorized;
        if (!IsJson(request))
            return Refusal.UnsupportedMediaType("application/json");
        if (json is null)
            return Refusal.TooLarge(limit);
        return json.Root is { } root ? contract.Judge(root, bearer!) : Refusal.Invalid(json.Problem!);
    }

    public void Dispose() => json?.Dispose();

    internal static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && AuthenticationHeaderValue.TryParse(value, out var header)
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && header.Parameter is { Length: > 0 } token
            ? token
            : null;

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType!.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Reads a body up to a limit and not one byte further.</summary>
internal static class BoundedBody
{
    /// <summary>Null when the body is larger than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var tooLarge = read.Buffer.Length > limit;
            if (!tooLarge && !read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = tooLarge ? null : read.Buffer.ToArray();

            // What is read but not released would end the connection that the next request wants to use.
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }
}

/// <summary>A body parsed once. When there is a root, every string in it is valid Unicode.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument? document;

    private JsonBody(JsonDocument? document, string? problem) => (this.document, Problem) = (document, problem);

    public JsonElement? Root => document?.RootElement;

    /// <summary>Why there is no root.</summary>
    public string? Problem { get; }

    public static JsonBody Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            return new JsonBody(null, "$: is not valid UTF-8");
        try
        {
            if (bytes.Span.IndexOf("\\u"u8) >= 0)
                DecodeEveryString(bytes.Span);
            return new JsonBody(JsonDocument.Parse(bytes), null);
        }
        catch (JsonException e)
        {
            return new JsonBody(null, $"$: is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            return new JsonBody(null, "$: holds a surrogate without its pair");
        }
    }

    public void Dispose() => document?.Dispose();

    // The parser checks escapes only when a string is asked for; asking now keeps the rules free of that case.
    private static void DecodeEveryString(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                reader.GetString();
        }
    }
}
