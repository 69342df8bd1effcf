using SpotifyStandIn.Received;

namespace SpotifyStandIn.Faults;

/// <summary>A step with what is left of it. The script's lock guards it.</summary>
internal sealed class LiveStep
{
    private readonly TimeProvider _clock;
    private readonly Random? _random;
    private readonly TokenBucket? _bucket;
    private long? _firstMatch;

    public LiveStep(FaultStep step, TimeProvider clock)
    {
        (Step, _clock) = (step, clock);
        _random = step is { Probability: not null, Seed: { } seed } ? new Random(seed) : null;
        _bucket = step.RatePerSecond is { } rate ? new TokenBucket(rate, step.Burst ?? 1, clock) : null;
        var staysByNature = step.RatePerSecond is not null || step.RejectEventIdPrefix is not null || step.ForSeconds is not null;
        Remaining = step.Times ?? (step.Forever || staysByNature ? null : 1);
    }

    public FaultStep Step { get; }

    /// <summary>Null means for ever.</summary>
    public int? Remaining { get; private set; }

    public bool IsSpent => Remaining == 0 || (Step.ForSeconds is { } limit && Age() > TimeSpan.FromSeconds(limit));

    public bool MatchesPath(string path, bool isEventEndpoint) => Step.Path is { } wanted ? wanted == path : isEventEndpoint;

    public bool MatchesEvents(IReadOnlyList<ReceivedEvent> events) =>
        Step.WhenEventIdPrefix is not { } prefix || HasPrefix(events, prefix);

    /// <summary>Uses the step up by one, unless chance or a filled bucket lets the request pass.</summary>
    public PlayedFault? Fire()
    {
        _firstMatch ??= _clock.GetTimestamp();
        if (_random is not null && _random.NextDouble() >= Step.Probability)
            return null;
        var wait = _bucket?.Take();
        if (_bucket is not null && wait is null)
            return null;
        Remaining--;
        return new PlayedFault(Step, wait, _bucket?.Burst);
    }

    public static bool HasPrefix(IReadOnlyList<ReceivedEvent> events, string prefix) =>
        events.Any(received => received.Id?.StartsWith(prefix, StringComparison.Ordinal) == true);

    private TimeSpan Age() => _firstMatch is { } first ? _clock.GetElapsedTime(first) : TimeSpan.Zero;
}

/// <summary>A step that a request met.</summary>
/// <param name="Wait">For a rate limit: how long until the next request may pass.</param>
internal sealed record PlayedFault(FaultStep Step, TimeSpan? Wait = null, int? Limit = null);
