using System.Text;

namespace SpotifyStandIn.Faults;

/// <summary>A script that cannot mean what it says is refused at once, not discovered in a test that passes for the wrong reason.</summary>
internal static class FaultStepRules
{
    private const int LongestWaitMs = 600_000;

    public static IEnumerable<string> Problems(FaultStep step, int index)
    {
        foreach (var problem in Values(step).Concat(Combinations(step)))
            yield return $"steps[{index}]: {problem}";
    }

    private static IEnumerable<string> Values(FaultStep step)
    {
        if (step.Status is < 200 or > 599)
            yield return "status must be 200 to 599";
        if (step.DelayMs is < 0 or > LongestWaitMs || step.SilenceMs is < 1 or > LongestWaitMs)
            yield return $"delay_ms and silence_ms are at most {LongestWaitMs}";
        if (step.DripBytesPerSecond is < 1)
            yield return "drip_bytes_per_second must be positive";
        if (step.Times is < 1)
            yield return "times must be positive";
        if (step.ForSeconds is <= 0 or double.NaN)
            yield return "for_seconds must be positive";
        if (step.Probability is not (null or (>= 0 and <= 1)))
            yield return "probability must be 0 to 1";
        if (step.RatePerSecond is <= 0 or double.NaN || step.Burst is < 1)
            yield return "rate_per_second and burst must be positive";
        if (step.WhenEventIdPrefix is "" || step.RejectEventIdPrefix is "")
            yield return "an event id prefix must not be empty";
        foreach (var name in step.Headers?.Keys ?? [])
        {
            if (!IsHeaderName(name))
                yield return $"headers: {name} cannot be set";
        }
    }

    private static IEnumerable<string> Combinations(FaultStep step)
    {
        if (step is { DelayMs: 0, Status: null, Reset: null, SilenceMs: null, DripBytesPerSecond: null, RatePerSecond: null, RejectEventIdPrefix: null })
            yield return "the step does nothing";
        if (step is { Forever: true, Times: not null })
            yield return "forever and times exclude each other";
        if (step is { Reset: ResetPoint.Before } and ({ Status: not null } or { WhenEventIdPrefix: not null } or { DelayMs: > 0 }))
            yield return "a reset before reading has no status and no delay and cannot look at event ids";
        if (step is { Reset: not null, SilenceMs: not null } or { Reset: not null, DripBytesPerSecond: not null } or { SilenceMs: not null, DripBytesPerSecond: not null })
            yield return "reset, silence_ms and drip_bytes_per_second exclude each other";
        if (step is { RatePerSecond: not null } and ({ Status: not null } or { Reset: not null } or { SilenceMs: not null } or { DripBytesPerSecond: not null }))
            yield return "a rate limit has its own answer";
        if (step is { RejectEventIdPrefix: not null } and ({ Status: not null } or { Reset: not null } or { SilenceMs: not null } or { RatePerSecond: not null } or { WhenEventIdPrefix: not null }))
            yield return "a poisoned event has its own answer";
        if (step is { Burst: not null, RatePerSecond: null } or { Seed: not null, Probability: null })
            yield return "burst needs rate_per_second, seed needs probability";
        if (step is { Probability: not null, Seed: null })
            yield return "probability needs a seed, so that a run can be repeated";
        if (step is { Headers: not null, Status: null } or { Body: not null, Status: null })
            yield return "headers and body need a status";
    }

    // Kestrel frames the message itself.
    private static bool IsHeaderName(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) == name.Length && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
}
