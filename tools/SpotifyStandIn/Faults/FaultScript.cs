using SpotifyStandIn.Received;

namespace SpotifyStandIn.Faults;

/// <summary>
/// Steps in order: a request meets the first one that matches it and is not used up. When none is left, the stand-in behaves normally.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private LiveStep[] steps = [];

    internal FaultScript(TimeProvider clock) => this.clock = clock;

    /// <summary>The steps with how often each may still fire; null is for ever.</summary>
    public IReadOnlyList<(FaultStep Step, int? Remaining)> Steps
    {
        get
        {
            lock (gate)
                return [.. steps.Select(live => (live.Step, live.IsSpent ? 0 : live.Remaining))];
        }
    }

    /// <summary>Replaces the script.</summary>
    /// <exception cref="ArgumentException">A step contradicts itself; the message names every problem.</exception>
    public void Play(params IReadOnlyList<FaultStep> steps)
    {
        var problems = Problems(steps);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems), nameof(steps));
        lock (gate)
            this.steps = [.. steps.Select(step => new LiveStep(step, clock))];
    }

    public void Clear() => Play();

    internal static IReadOnlyList<string> Problems(IReadOnlyList<FaultStep> steps) => [.. steps.SelectMany(FaultStepRules.Problems)];

    /// <summary>Only a reset before reading can be decided without the body, and only if no earlier step might claim the request.</summary>
    internal PlayedFault? TakeBeforeReading(string path, bool isEventEndpoint)
    {
        lock (gate)
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
        lock (gate)
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
        lock (gate)
        {
            foreach (var live in steps)
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

    private IEnumerable<LiveStep> Open(string path, bool isEventEndpoint) => steps.Where(
        live => live.Step.RejectEventIdPrefix is null && !live.IsSpent && live.MatchesPath(path, isEventEndpoint));
}

/// <summary>A step with what is left of it. The script's lock guards it.</summary>
internal sealed class LiveStep
{
    private readonly TimeProvider clock;
    private readonly Random? random;
    private readonly TokenBucket? bucket;
    private long? firstMatch;

    public LiveStep(FaultStep step, TimeProvider clock)
    {
        (Step, this.clock) = (step, clock);
        random = step is { Probability: not null, Seed: { } seed } ? new Random(seed) : null;
        bucket = step.RatePerSecond is { } rate ? new TokenBucket(rate, step.Burst ?? 1, clock) : null;
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
        firstMatch ??= clock.GetTimestamp();
        if (random is not null && random.NextDouble() >= Step.Probability)
            return null;
        var wait = bucket?.Take();
        if (bucket is not null && wait is null)
            return null;
        Remaining--;
        return new PlayedFault(Step, wait, bucket?.Burst);
    }

    public static bool HasPrefix(IReadOnlyList<ReceivedEvent> events, string prefix) =>
        events.Any(received => received.Id?.StartsWith(prefix, StringComparison.Ordinal) == true);

    private TimeSpan Age() => firstMatch is { } first ? clock.GetElapsedTime(first) : TimeSpan.Zero;
}

/// <summary>A step that a request met.</summary>
/// <param name="Wait">For a rate limit: how long until the next request may pass.</param>
internal sealed record PlayedFault(FaultStep Step, TimeSpan? Wait = null, int? Limit = null);

/// <summary>Fills at a steady rate up to its size; each request takes one token. The script's lock guards it.</summary>
internal sealed class TokenBucket(double ratePerSecond, int burst, TimeProvider clock)
{
    private double tokens = burst;
    private long filledAt = clock.GetTimestamp();

    public int Burst => burst;

    /// <summary>Null when a token was taken, else the time until there is one.</summary>
    public TimeSpan? Take()
    {
        var now = clock.GetTimestamp();
        tokens = Math.Min(burst, tokens + (clock.GetElapsedTime(filledAt, now).TotalSeconds * ratePerSecond));
        filledAt = now;
        if (tokens < 1)
            return TimeSpan.FromSeconds((1 - tokens) / ratePerSecond);
        tokens--;
        return null;
    }
}
