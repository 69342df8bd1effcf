using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>A request for an event endpoint, read and parsed but not yet judged.</summary>
internal sealed class EventContent : IDisposable
{
    private readonly JsonBody? _json;
    private readonly HttpRequest _request;
    private readonly string? _bearer;
    private readonly int _limit;

    private EventContent(HttpRequest request, byte[]? bytes, int limit, IContract contract)
    {
        (_request, Bytes, _limit) = (request, bytes, limit);
        _bearer = BearerOf(request);
        Authorized = _bearer is not null && contract.Accepts(_bearer);
        if (bytes is null)
            return;
        _json = JsonBody.Parse(bytes);
        if (_json.Root is not { } root)
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
        if (!HttpMethods.IsPost(_request.Method))
            return Refusal.MethodNotAllowed;
        if (!Authorized)
            return Refusal.Unauthorized;
        if (!IsJson(_request))
            return Refusal.UnsupportedMediaType("application/json");
        if (_json is null)
            return Refusal.TooLarge(_limit);
        return _json.Root is { } root ? contract.Judge(root, _bearer!) : Refusal.Invalid(_json.Problem!);
    }

    public void Dispose() => _json?.Dispose();

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
