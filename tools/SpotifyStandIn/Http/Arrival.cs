using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Faults;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>When and where a request came in.</summary>
internal sealed class Arrival(HttpContext http, RequestKind kind, TimeProvider clock)
{
    private readonly long timestamp = clock.GetTimestamp();
    private readonly DateTimeOffset receivedAt = clock.GetUtcNow();

    public TimeSpan Elapsed => clock.GetElapsedTime(timestamp);

    /// <summary>A log entry without content: a path that does not exist, a token request, a connection cut before reading.</summary>
    public ReceivedRequest Entry(int? status, string? fault = null, bool authorizationOk = false) => new()
    {
        ReceivedAt = receivedAt,
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
        ReceivedAt = receivedAt,
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

/// <summary>What became of a request for an event endpoint.</summary>
internal sealed record Verdict(Answer Answer, bool Accepted, PlayedFault? Fault, IReadOnlyList<string> Messages)
{
    /// <summary>Whether a status reaches the sender, or at least is on its way.</summary>
    public bool LeavesStatus => Fault?.Step is not { } step
        || (step.Reset is null && (step.SilenceMs is null || step.Status is not null))
        || (step.Reset is not null && step.Status is not null);

    /// <summary>The answer of a request that a fault did not let through to processing.</summary>
    public static Verdict Replaced(PlayedFault fault)
    {
        var usual = fault.Wait is null
            ? Answer.Refused(Refusal.Scripted(fault.Step.Status ?? 500))
            : Answer.RateLimited(fault);
        return new Verdict(usual.As(fault.Step), Accepted: false, fault, []);
    }

    /// <summary>The answer of a processed request; a script may only rewrite a success.</summary>
    public static Verdict Processed(Refusal? refusal, PlayedFault? fault) => refusal is null
        ? new Verdict(fault is null ? Answer.Accepted : Answer.Accepted.As(fault.Step), Accepted: true, fault, [])
        : new Verdict(Answer.Refused(refusal), Accepted: false, fault, refusal.Messages);
}
