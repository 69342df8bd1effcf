using SpotifyStandIn.Received;

namespace SpotifyStandIn.Faults;

/// <summary>
/// Steps in order: a request meets the first one that matches it and is not used up. When none is left, the stand-in behaves normally.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private LiveStep[] _steps = [];

    internal FaultScript(TimeProvider clock) => _clock = clock;

    /// <summary>The steps with how often each may still fire; null is for ever.</summary>
    public IReadOnlyList<(FaultStep Step, int? Remaining)> Steps
    {
        get
        {
            lock (_gate)
                return [.. _steps.Select(live => (live.Step, live.IsSpent ? 0 : live.Remaining))];
        }
    }

    /// <summary>Replaces the script.</summary>
    /// <exception cref="ArgumentException">A step contradicts itself; the message names every problem.</exception>
    public void Play(params IReadOnlyList<FaultStep> steps)
    {
        var problems = Problems(steps);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems), nameof(steps));
        lock (_gate)
            _steps = [.. steps.Select(step => new LiveStep(step, _clock))];
    }

    public void Clear() => Play();

    internal static IReadOnlyList<string> Problems(IReadOnlyList<FaultStep> steps) => [.. steps.SelectMany(FaultStepRules.Problems)];

    /// <summary>Only a reset before reading can be decided without the body, and only if no earlier step might claim the request.</summary>
    internal PlayedFault? TakeBeforeReading(string path, bool isEventEndpoint)
    {
        lock (_gate)
        {
            foreach (var live in Open(path, isEventEndpoint))
            {
                if (!live.Step.IsReset(ResetPoint.Before))
                    return null;
                if (live.Fire() is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    internal PlayedFault? Take(string path, bool isEventEndpoint, IReadOnlyList<ReceivedEvent> events)
    {
        lock (_gate)
        {
            foreach (var live in Open(path, isEventEndpoint))
            {
                // A reset before reading had its chance: by now the body is read.
                if (!live.Step.IsReset(ResetPoint.Before) && live.MatchesEvents(events) && live.Fire() is { } fault)
                    return fault;
            }
        }

        return null;
    }

    /// <summary>Poison acts on batches that are otherwise valid, hence apart from the other steps.</summary>
    internal PlayedFault? TakePoison(string path, IReadOnlyList<ReceivedEvent> events)
    {
        lock (_gate)
        {
            foreach (var live in _steps)
            {
                if (live.Step.RejectEventIdPrefix is { } prefix && !live.IsSpent && live.MatchesPath(path, isEventEndpoint: true)
                    && LiveStep.HasPrefix(events, prefix) && live.Fire() is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private IEnumerable<LiveStep> Open(string path, bool isEventEndpoint) => _steps.Where(
        live => live.Step.RejectEventIdPrefix is null && !live.IsSpent && live.MatchesPath(path, isEventEndpoint));
}
