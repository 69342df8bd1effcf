using SpotifyStandIn.Contracts;
using SpotifyStandIn.Faults;

namespace SpotifyStandIn.Http;

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
