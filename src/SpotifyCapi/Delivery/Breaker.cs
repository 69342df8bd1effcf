using SpotifyCapi.Codes;

namespace SpotifyCapi.Delivery;

/// <summary>
/// Leaves an unhealthy destination alone. It opens when the failure rate over a window with enough requests is too high or when the destination
/// asks for a long wait, pauses when a person must act, and then lets one probe through at a time. The state is this instance's own: a shared
/// one would cost a storage call per request, and each instance finds out by itself within a few requests. Waits are measured, not read off the
/// wall clock, so that setting the clock neither blocks nor floods anyone.
/// </summary>
/// <remarks>
/// It is also the brake on mass refusals: when Spotify refuses event after event that was sent alone, all alike and none accepted in between,
/// the events are hardly to blame. The destination is paused until one event, sent alone, is accepted, and until then no refusal is final.
/// <c>paused</c> is called once when a pause begins, and again when its reason changes.
/// </remarks>
public sealed class Breaker(BreakerOptions options, TimeProvider time, Action<DestinationState>? paused = null)
{
    /// <summary>Longest time without a probe that a single answer can ask for: one mistaken header must not stop a destination for a day.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private DestinationState state = new(DestinationStatus.Ok, null, time.GetUtcNow(), null);
    private long windowStart = time.GetTimestamp();
    private int requests;
    private int failures;
    private int failuresInARow;
    private long firstFailure;
    private long blockedAt;
    private TimeSpan blockedFor;
    private long probe;
    private long lastProbeBefore;
    private (string Reason, int? Status) refusal;
    private int refusedAlike;
    private bool refusesAll;
    private string? told;

    /// <summary>The state now.</summary>
    public DestinationState State
    {
        get
        {
            lock (gate)
                return state;
        }
    }

    /// <summary>How long nothing will be sent from now on; zero when a request may be tried.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (gate)
            {
                var left = blockedFor - time.GetElapsedTime(blockedAt);
                return state.Status == DestinationStatus.Ok || left < TimeSpan.Zero ? TimeSpan.Zero : left;
            }
        }
    }

    /// <summary>Whether the next request may hold one event only: after a mass refusal the refusal of several would say nothing.</summary>
    public bool WantsOneEvent
    {
        get
        {
            lock (gate)
                return refusesAll && time.GetElapsedTime(blockedAt) >= blockedFor;
        }
    }

    /// <summary>Asks to send. The permit is given back with <see cref="Record"/>; when the answer is false, the state says why and until when.</summary>
    public bool TryEnter(out BreakerPermit permit, out DestinationState blocked, int events = 1)
    {
        lock (gate)
        {
            blocked = state;
            permit = default;
            if (state.Status == DestinationStatus.Ok)
                return true;

            // A probe whose result never comes (a killed invocation) must not block for ever: another one is due at its own time.
            if (time.GetElapsedTime(blockedAt) < blockedFor || (refusesAll && events > 1))
                return false;

            permit = new BreakerPermit(++probe);
            Block(DestinationStatus.Probing, state.Reason, options.OpenFor);
            return true;
        }
    }

    /// <summary>Records the outcome of a request, and the status that Spotify answered; null when it did not.</summary>
    /// <returns>The outcome that counts: while everything is refused, a refused event waits with the others.</returns>
    public DeliveryOutcome Record(BreakerPermit permit, DeliveryOutcome outcome, int? status = null)
    {
        DestinationState? begun;
        lock (gate)
        {
            if (refusesAll && outcome is DeliveryOutcome.Rejected)
                outcome = new DeliveryOutcome.Paused(DeliveryReasons.MassRefusal);

            // A request that was under way when the breaker opened says nothing about now; only the probe decides.
            if (state.Status != DestinationStatus.Ok && (permit.Probe == 0 || permit.Probe != probe) && !IsLateSuccess(permit, outcome))
                return outcome;

            Apply(outcome, status);
            begun = Begun();
        }

        if (begun is not null)
            paused?.Invoke(begun);

        return outcome;
    }

    private void Apply(DeliveryOutcome outcome, int? status)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Paused(var reason):
                // A vault comes back by itself; the other reasons wait for a person.
                Block(DestinationStatus.Paused, reason, reason == DeliveryReasons.SecretUnavailable ? options.OpenFor : options.PauseFor);
                break;
            case DeliveryOutcome.Retry(var reason, var after) when state.Status != DestinationStatus.Ok || after >= options.OpenFor:
                Block(DestinationStatus.Open, reason, Wait(after));
                break;

            // A destination that says 429 is well; slowing down is the rate budget's work.
            case DeliveryOutcome.Retry(DeliveryReasons.RateLimited, _):
                break;
            case DeliveryOutcome.Retry(var reason, var after):
                Count(failed: true);
                if (HasFailedForLong || (requests >= options.MinimumRequests && failures >= options.FailureRate * requests))
                    Block(DestinationStatus.Open, reason, Wait(after));

                break;
            case DeliveryOutcome.Rejected(var reason):
                Close();
                Count(failed: false);
                refusedAlike = refusal == (reason, status) ? refusedAlike + 1 : 1;
                refusal = (reason, status);
                if (refusedAlike >= options.MassRefusalEvents)
                {
                    refusesAll = true;
                    Block(DestinationStatus.Paused, DeliveryReasons.MassRefusal, options.PauseFor);
                }

                break;
            default:
                if (outcome is DeliveryOutcome.Delivered)
                    (refusedAlike, refusesAll) = (0, false);

                Close();
                Count(failed: false);
                break;
        }
    }

    private DestinationState? Begun()
    {
        var reason = state.Status switch
        {
            DestinationStatus.Ok => null,
            DestinationStatus.Paused => state.Reason,
            _ => told,
        };
        var isNew = reason is not null && reason != told;
        told = reason;
        return isNew ? state : null;
    }

    // An older probe whose answer took longer than the next one waited for still shows that the destination is well, if it succeeded.
    private bool IsLateSuccess(BreakerPermit permit, DeliveryOutcome outcome) =>
        permit.Probe > lastProbeBefore && state.Status != DestinationStatus.Paused && outcome is DeliveryOutcome.Delivered;

    // Few requests at once that each end with their time limit are never enough within one window.
    private bool HasFailedForLong => failuresInARow >= options.MinimumRequests && time.GetElapsedTime(firstFailure) > options.Window;

    private TimeSpan Wait(TimeSpan? asked)
    {
        var wait = asked < MaxRetryAfter ? asked.Value : asked is null ? TimeSpan.Zero : MaxRetryAfter;
        return wait > options.OpenFor ? wait : options.OpenFor;
    }

    private void Count(bool failed)
    {
        if (time.GetElapsedTime(windowStart) > options.Window)
            ResetWindow();

        requests++;
        failures += failed ? 1 : 0;
        failuresInARow = failed ? failuresInARow + 1 : 0;
        firstFailure = failuresInARow == 1 ? time.GetTimestamp() : firstFailure;
    }

    private void Close()
    {
        if (state.Status != DestinationStatus.Ok)
        {
            state = new DestinationState(DestinationStatus.Ok, null, time.GetUtcNow(), null);
            (failuresInARow, lastProbeBefore) = (0, probe);
            ResetWindow();
        }
    }

    private void ResetWindow() => (windowStart, requests, failures) = (time.GetTimestamp(), 0, 0);

    private void Block(DestinationStatus status, string? reason, TimeSpan wait)
    {
        var now = time.GetUtcNow();
        var since = state.Status == DestinationStatus.Ok ? now : state.Since;
        (blockedAt, blockedFor) = (time.GetTimestamp(), wait);
        state = new DestinationState(status, reason, since, now + wait);
    }
}

/// <summary>Leave to send one request.</summary>
/// <param name="Probe">Number of the probe; 0 for an ordinary request.</param>
public readonly record struct BreakerPermit(long Probe);
