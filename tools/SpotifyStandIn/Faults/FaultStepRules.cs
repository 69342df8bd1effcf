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
        var endings = Count(step.Reset, step.SilenceMs, step.DripBytesPerSecond);
        var hasOwnAnswer = step.RatePerSecond is not null || step.RejectEventIdPrefix is not null;
        if (endings == 0 && !hasOwnAnswer && step is { DelayMs: 0, Status: null })
            yield return "the step does nothing";
        if (endings > 1)
            yield return "reset, silence_ms and drip_bytes_per_second exclude each other";
        if (hasOwnAnswer && (endings > 0 || step.Status is not null))
            yield return "a rate limit and a poisoned event have their own answer";
        if (step.RejectEventIdPrefix is not null && Count(step.RatePerSecond, step.WhenEventIdPrefix) > 0)
            yield return "a poisoned event is its own condition";
        if (step.Reset == ResetPoint.Before && (Count(step.Status, step.WhenEventIdPrefix) > 0 || step.DelayMs > 0))
            yield return "a reset before reading has no status and no delay and cannot look at event ids";
        if (step is { Forever: true, Times: not null })
            yield return "forever and times exclude each other";
        if (step is { Burst: not null, RatePerSecond: null })
            yield return "burst needs rate_per_second";
        if (step.Probability is null != step.Seed is null)
            yield return "probability and seed need each other, so that a run can be repeated";
        if (step.Status is null && Count(step.Headers, step.Body) > 0)
            yield return "headers and body need a status";
    }

    private static int Count(params ReadOnlySpan<object?> values)
    {
        var count = 0;
        foreach (var value in values)
            count += value is null ? 0 : 1;
        return count;
    }

    // Kestrel frames the message itself.
    private static bool IsHeaderName(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) == name.Length && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
}
