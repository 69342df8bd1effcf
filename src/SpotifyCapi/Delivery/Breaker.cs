namespace SpotifyCapi.Delivery;

/// <summary>
/// Leaves a sick destination alone. It opens when the failure rate over a window with enough requests is too high, pauses when a person must
/// act, and then lets one probe through at a time. The state is this instance's own: a shared one would cost a storage call per request, and
/// each instance finds out by itself within a few requests.
/// </summary>
/// <param name="options">When it opens.</param>
/// <param name="time">The clock.</param>
public sealed class Breaker(BreakerOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private DestinationState state = new(DestinationStatus.Ok, null, time.GetUtcNow(), null);
    private DateTimeOffset windowStart = time.GetUtcNow();
    private int requests;
    private int failures;
    private long probe;

    /// <summary>The state now.</summary>
    public DestinationState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>Asks to send.</summary>
    /// <param name="permit">To be given back with <see cref="Record"/>.</param>
    /// <param name="blocked">Why not, and until when, if the answer is false.</param>
    public bool TryEnter(out BreakerPermit permit, out DestinationState blocked)
    {
        lock (gate)
        {
            blocked = state;
            permit = default;
            var now = time.GetUtcNow();
            if (state.Status == DestinationStatus.Ok)
            {
                return true;
            }

            // A probe whose result never comes (a killed invocation) must not block for ever: another one is due at its own time.
            if (now < state.Until)
            {
                return false;
            }

            permit = new BreakerPermit(++probe);
            state = state with { Status = DestinationStatus.Probing, Until = now + options.OpenFor };
            return true;
        }
    }

    /// <summary>Tells what came of a request.</summary>
    /// <param name="permit">From <see cref="TryEnter"/>.</param>
    /// <param name="outcome">What Spotify's answer meant.</param>
    public void Record(BreakerPermit permit, DeliveryOutcome outcome)
    {
        lock (gate)
        {
            switch (outcome)
            {
                case DeliveryOutcome.Paused(var reason):
                    // A vault comes back by itself; the other reasons wait for a person.
                    Block(DestinationStatus.Paused, reason, reason == DeliveryReasons.SecretUnavailable ? options.OpenFor : options.PauseFor);
                    break;
                case DeliveryOutcome.Retry(var reason, var after) when state.Status != DestinationStatus.Ok:
                    if (permit.Probe == probe)
                    {
                        Block(DestinationStatus.Open, reason, Longer(options.OpenFor, after));
                    }

                    break;
                case DeliveryOutcome.Retry(var reason, var after):
                    Count(failed: true);
                    if (requests >= options.MinimumRequests && failures >= options.FailureRate * requests)
                    {
                        Block(DestinationStatus.Open, reason, Longer(options.OpenFor, after));
                    }

                    break;
                default:
                    Close();
                    Count(failed: false);
                    break;
            }
        }
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? asked) => asked > wait ? asked.Value : wait;

    private void Count(bool failed)
    {
        var now = time.GetUtcNow();
        if (now - windowStart > options.Window)
        {
            (windowStart, requests, failures) = (now, 0, 0);
        }

        requests++;
        failures += failed ? 1 : 0;
    }

    private void Close()
    {
        if (state.Status != DestinationStatus.Ok)
        {
            var now = time.GetUtcNow();
            state = new DestinationState(DestinationStatus.Ok, null, now, null);
            (windowStart, requests, failures) = (now, 0, 0);
        }
    }

    private void Block(DestinationStatus status, string reason, TimeSpan wait)
    {
        var now = time.GetUtcNow();
        var since = state.Status == DestinationStatus.Ok ? now : state.Since;
        state = new DestinationState(status, reason, since, now + wait);
    }
}

/// <summary>Leave to send one request.</summary>
/// <param name="Probe">Number of the probe; 0 for an ordinary request.</param>
public readonly record struct BreakerPermit(long Probe);
