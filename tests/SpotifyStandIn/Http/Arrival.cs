using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>When and where a request came in.</summary>
internal sealed class Arrival(HttpContext http, RequestKind kind, TimeProvider clock)
{
    private readonly long _timestamp = clock.GetTimestamp();
    private readonly DateTimeOffset _receivedAt = clock.GetUtcNow();

    public TimeSpan Elapsed => clock.GetElapsedTime(_timestamp);

    /// <summary>A log entry without content: a path that does not exist, a token request, a connection cut before reading.</summary>
    public ReceivedRequest Entry(int? status, string? fault = null, bool authorizationOk = false) => new()
    {
        ReceivedAt = _receivedAt,
        Method = http.Request.Method,
        Path = http.Request.Path.Value ?? "",
        Kind = kind,
        Status = status,
        Fault = fault,
        AuthorizationOk = authorizationOk,
    };

    /// <summary>A log entry of a request for an event endpoint.</summary>
    public ReceivedRequest Entry(EventContent content, Verdict verdict) => new()
    {
        ReceivedAt = _receivedAt,
        Method = http.Request.Method,
        Path = http.Request.Path.Value ?? "",
        Kind = kind,
        Status = verdict.LeavesStatus ? verdict.Answer.Status : null,
        Accepted = verdict.Accepted,
        AuthorizationOk = content.Authorized,
        Connection = content.Connection,
        Fault = verdict.Fault?.Step.Kind,
        Events = content.Events,
        Messages = verdict.Messages,
        BodySha256 = content.Bytes is { } bytes ? Sha256Digest.Of(bytes) : null,
        BodyLength = content.Bytes?.Length ?? 0,
        KeptBody = content.Bytes,
    };
}
