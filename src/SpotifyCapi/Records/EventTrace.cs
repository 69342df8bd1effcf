using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>
/// The way of one event from its arrival to its outcome. A pure function of what is on record, always in the same order, so that the same
/// order 1001 reads the same tomorrow.
/// </summary>
public static class EventTrace
{
    /// <summary>Tells the way.</summary>
    /// <param name="arrivals">The event's arrivals, oldest first.</param>
    /// <param name="entries">Its tries, oldest first, each with this event only.</param>
    /// <param name="find">A configured destination by its name; null when it is not configured.</param>
    public static IReadOnlyList<TraceStep> Of(
        IReadOnlyList<Arrival> arrivals, IReadOnlyList<JournalEntry> entries, Func<string, Destination?> find)
    {
        var steps = new List<TraceStep>();
        var told = new HashSet<DateTimeOffset>();
        var ways = arrivals.Select(arrival => (arrival.At, Arrival: (Arrival?)arrival))
            .Concat(entries.Select(entry => entry.FirstQueued).Where(at => !arrivals.Any(arrival => IsWayOf(arrival, at))).Distinct().Select(at => (At: at, Arrival: (Arrival?)null)))
            .OrderBy(way => way.At);
        foreach (var (at, arrival) in ways)
        {
            var tries = arrival is { Status: not ArrivalStatus.Accepted } || !told.Add(at) ? [] : entries.Where(entry => entry.FirstQueued == at).ToArray();
            steps.AddRange(Way(arrival, tries, find));
        }

        steps.Add(Outcome(EventOutcome.Of(arrivals, entries)));
        return steps;
    }

    private static bool IsWayOf(Arrival arrival, DateTimeOffset firstQueued) => arrival.Status == ArrivalStatus.Accepted && arrival.At == firstQueued;

    private static IEnumerable<TraceStep> Way(Arrival? arrival, JournalEntry[] tries, Func<string, Destination?> find)
    {
        var (first, last) = (tries.Length > 0 ? tries[0] : null, tries.Length > 0 ? tries[^1] : null);
        var told = last?.Events[0];
        var name = arrival?.Destination ?? last!.Destination;
        yield return Received(arrival, first);
        if (arrival is not null)
            yield return Validated(arrival);
        else
            yield return Step("validated", "done", null, "Accepted", [], Findings(told!.Dropped));

        if (arrival is { Status: not ArrivalStatus.Accepted })
            yield break;

        yield return Step("mapped", "done", null, $"Mapped to {told?.EventName ?? arrival?.EventName}",
            Facts(("event_name", told?.EventName ?? arrival?.EventName), ("source_event_name", told?.SourceEventName ?? arrival?.SourceEventName), ("event_time", Text(told?.EventTime ?? arrival?.EventTime))));
        yield return Step("identified", "done", null, "Identifiers that are present", [.. (told?.Identifiers ?? arrival?.Identifiers ?? []).Select(Identifier)]);
        yield return Consent(told?.Consent ?? arrival?.Consent, told?.OptOutTargeting ?? arrival?.OptOutTargeting);
        yield return Addressed(name, last, find(name));
        foreach (var entry in tries)
            yield return Attempt(entry);
    }

    private static TraceStep Received(Arrival? arrival, JournalEntry? first)
    {
        var replayed = arrival?.Replayed == true || first?.Replayed == true;
        var source = arrival?.Source ?? first!.Source;
        return Step("received", "done", arrival?.At ?? first!.FirstQueued, replayed ? "Replayed from the dead letters" : $"Arrived from {source}",
            Facts(("source", source), ("topic", arrival?.Topic), ("destination", arrival?.Destination ?? first!.Destination)));
    }

    private static TraceStep Validated(Arrival arrival) => arrival.Status switch
    {
        ArrivalStatus.Accepted => Step("validated", arrival.Dropped is null ? "done" : "warning", null,
            arrival.Dropped is null ? "Accepted" : "Accepted, with fields left out", [], Findings(arrival.Dropped)),
        ArrivalStatus.Rejected => Step("validated", "failed", null, "Rejected: its sender must change it", Facts(("reason", arrival.Reason)), [.. arrival.Errors ?? [], .. Findings(arrival.Dropped)]),
        ArrivalStatus.Ignored => Step("validated", "done", null, "Ignored: nothing is to be sent", Facts(("reason", arrival.Reason))),
        ArrivalStatus.Duplicate => Step("validated", "done", null, "Was here before", []),
        _ => Step("validated", "failed", null, "The queue did not confirm it; its sender was told to come back", []),
    };

    private static TraceStep Consent(string? consent, bool? optOut) => Step("consent", "done", null,
        optOut == true ? "Kept out of retargeting" : "Open to retargeting",
        Facts(("consent", consent), ("opt_out_targeting", optOut switch { true => "true", false => "false", null => null })));

    private static TraceStep Addressed(string name, JournalEntry? last, Destination? destination)
    {
        var endpoint = last is { Endpoint.Length: > 0 } ? last.Endpoint : destination?.Endpoint.AbsoluteUri;
        var scope = last is { Scope.Length: > 0 } ? last.Scope : destination?.Scope;
        var profile = last is { Profile.Length: > 0 } ? last.Profile : destination?.Profile.ToString();
        return Step("addressed", endpoint is null ? "failed" : "done", null, endpoint is null ? $"Destination {name} is not configured" : $"Addressed to {name}",
            Facts(("destination", name), ("profile", profile), ("endpoint", endpoint), ("scope", scope)));
    }

    private static TraceStep Attempt(JournalEntry entry) => Step("attempt",
        entry.Outcome switch { "delivered" => "done", "dead" => "failed", _ => "warning" },
        entry.At,
        entry.Outcome switch
        {
            "delivered" => $"Attempt {Text(entry.Attempt)}: delivered",
            "dead" => $"Attempt {Text(entry.Attempt)}: given up",
            "paused" => "Put off: the destination is left alone",
            _ => $"Attempt {Text(entry.Attempt)}: put off",
        },
        Facts(
            ("attempt", Text(entry.Attempt)), ("outcome", entry.Outcome), ("reason", entry.Reason), ("status", entry.Status is { } status ? Text(status) : null),
            ("duration_milliseconds", entry.DurationMilliseconds.ToString(CultureInfo.InvariantCulture)), ("trace_id", entry.TraceId)));

    private static TraceStep Outcome(EventOutcome outcome) => Step("outcome",
        outcome.Outcome switch
        {
            EventOutcome.Waiting or EventOutcome.Deferred => "waiting",
            "dead" or ArrivalStatus.Rejected or ArrivalStatus.Unstored => "failed",
            _ => "done",
        },
        outcome.Last?.At,
        outcome.Outcome switch
        {
            "delivered" => "Spotify has it",
            "dead" => "In the dead letters",
            EventOutcome.Waiting => "Waits in the queue",
            EventOutcome.Deferred => "Waits in the queue for its next attempt",
            ArrivalStatus.Ignored => "Ignored",
            ArrivalStatus.Duplicate => "A duplicate: only the first counts",
            ArrivalStatus.Rejected => "Rejected",
            _ => "Not stored",
        },
        Facts(("outcome", outcome.Outcome), ("reason", outcome.Reason), ("attempts", Text(outcome.Attempts))));

    private static TraceStep Step(
        string step, string state, DateTimeOffset? at, string title, IReadOnlyList<TraceFact> facts, IReadOnlyList<ValidationError>? findings = null) =>
        new(step, state, at, title, facts, findings ?? []);

    // "email 86e0b9e5…" is a kind with its digest, "ip_address" a kind alone.
    private static TraceFact Identifier(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? new(text[..blank], text[(blank + 1)..]) : new(text, "present");

    private static TraceFact[] Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var known = new List<TraceFact>(facts.Length);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
                known.Add(new TraceFact(name, value));
        }

        return [.. known];
    }

    private static ValidationError[] Findings(IReadOnlyList<DroppedField>? dropped) =>
        [.. (dropped ?? []).Select(drop => new ValidationError(drop.Code, drop.Field, drop.Message))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
