using System.Globalization;
using SpotifyCapi.Codes;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>One step of an event's way, for the reader.</summary>
/// <param name="Step">received, validated, mapped, identified, consent, addressed, attempt or outcome.</param>
/// <param name="State">done, warning, failed or waiting.</param>
/// <param name="At">When; null when the step has no time of its own.</param>
/// <param name="Title">A sentence.</param>
/// <param name="Facts">What is known, in a fixed order.</param>
/// <param name="Findings">What was left out or is wrong.</param>
public sealed record TraceStep(
    string Step, string State, DateTimeOffset? At, string Title, IReadOnlyList<TraceFact> Facts, IReadOnlyList<ValidationError> Findings);

/// <summary>A name and a value.</summary>
public sealed record TraceFact(string Name, string Value);

/// <summary>
/// The path of one event from its arrival to its outcome. A pure function of what is on record, always in the same order, so that the same
/// order 1001 reads the same tomorrow.
/// </summary>
public static class EventTrace
{
    /// <summary>Lists the steps.</summary>
    /// <param name="records">What the ingest log has about the event, oldest first.</param>
    /// <param name="entries">Its tries, oldest first, each with this event only.</param>
    /// <param name="find">A configured destination by its name; null when it is not configured.</param>
    public static IReadOnlyList<TraceStep> Of(
        IReadOnlyList<IngestRecord> records, IReadOnlyList<JournalEntry> entries, Func<string, Destination?> find)
    {
        var steps = new List<TraceStep>();
        var seen = new HashSet<DateTimeOffset>();
        var unlisted = entries.Select(entry => entry.FirstQueued).Distinct()
            .Where(at => !records.Any(record => record.Status == IngestStatus.Accepted && record.At == at));
        var ways = records.Select(record => (record.At, Record: (IngestRecord?)record))
            .Concat(unlisted.Select(at => (At: at, Record: (IngestRecord?)null)))
            .OrderBy(way => way.At);
        foreach (var (at, record) in ways)
        {
            var tries = record is { Status: not IngestStatus.Accepted } || !seen.Add(at) ? [] : entries.Where(entry => entry.FirstQueued == at).ToArray();
            steps.AddRange(Way(record, tries, find));
        }

        steps.Add(Outcome(EventOutcome.Of(records, entries)));
        return steps;
    }

    private static IEnumerable<TraceStep> Way(IngestRecord? record, JournalEntry[] tries, Func<string, Destination?> find)
    {
        var (first, last) = (tries.FirstOrDefault(), tries.LastOrDefault());
        var sent = last?.Events[0];
        yield return Received(record, first);
        yield return record is null ? Step("validated", "done", null, "Accepted", [], Findings(sent!.Dropped)) : Validated(record);
        if (record is { Status: not IngestStatus.Accepted })
            yield break;

        var name = sent?.EventName ?? record?.EventName;
        yield return Step("mapped", "done", null, $"Mapped to {name}", Facts(
            ("event_name", name),
            ("source_event_name", sent?.SourceEventName ?? record?.SourceEventName),
            ("event_time", Text(sent?.EventTime ?? record?.EventTime)),
            ("amount", sent?.AmountSteps)));
        var identifiers = sent?.Identifiers ?? record?.Identifiers ?? [];
        yield return Step("identified", "done", null, "Identifiers that are present", [.. identifiers.Select(Identifier)]);
        yield return Consent(
            sent?.Consent ?? record?.Consent, sent?.ConsentSignal ?? record?.ConsentSignal, sent?.OptOutTargeting ?? record?.OptOutTargeting);
        var destination = record?.Destination ?? last!.Destination;
        yield return Addressed(destination, last, find(destination));
        foreach (var entry in tries)
            yield return Attempt(entry);
    }

    private static TraceStep Received(IngestRecord? record, JournalEntry? first)
    {
        var replayed = record?.Replayed == true || first?.Replayed == true;
        var source = record?.Source ?? first!.Source;
        var title = replayed ? "Replayed from the dead letters" : $"Arrived from {source}";
        return Step("received", "done", record?.At ?? first!.FirstQueued, title,
            Facts(("source", source), ("topic", record?.Topic), ("destination", record?.Destination ?? first!.Destination)));
    }

    private static TraceStep Validated(IngestRecord record) => record.Status switch
    {
        IngestStatus.Accepted when record.Dropped is null => Step("validated", "done", null, "Accepted", []),
        IngestStatus.Accepted => Step("validated", "warning", null, "Accepted, with fields left out", [], Findings(record.Dropped)),
        IngestStatus.Rejected => Step("validated", "failed", null, "Rejected: the sender must change it",
            Facts(("reason", record.Reason)), [.. record.Errors ?? [], .. Findings(record.Dropped)]),
        IngestStatus.Ignored => Step("validated", "done", null, "Ignored: there is nothing to send", Facts(("reason", record.Reason))),
        IngestStatus.Duplicate => Step("validated", "done", null, "Duplicate", []),
        _ => Step("validated", "failed", null, "The queue did not confirm it; the sender was asked to send it again", []),
    };

    private static TraceStep Consent(string? consent, string? signal, bool? optOut) => Step("consent", "done", null,
        optOut == true ? "Opted out of targeting" : "Open to targeting",
        Facts(("consent", consent), ("decided_by", signal), ("opt_out_targeting", optOut switch { true => "true", false => "false", null => null })));

    private static TraceStep Addressed(string name, JournalEntry? last, Destination? destination)
    {
        var endpoint = last is { Endpoint.Length: > 0 } ? last.Endpoint : destination?.Endpoint.AbsoluteUri;
        var scope = last is { Scope.Length: > 0 } ? last.Scope : destination?.Scope;
        var profile = last is { Profile.Length: > 0 } ? last.Profile : destination?.Profile.ToString();
        var (state, title) = endpoint is null ? ("failed", $"Destination {name} is not configured") : ("done", $"Addressed to {name}");
        return Step("addressed", state, null, title, Facts(("destination", name), ("profile", profile), ("endpoint", endpoint), ("scope", scope)));
    }

    private static TraceStep Attempt(JournalEntry entry)
    {
        var (state, title) = entry.Outcome switch
        {
            DeliveryStatus.Delivered => ("done", $"Attempt {Text(entry.Attempt)}: delivered"),
            DeliveryStatus.Dead => ("failed", $"Attempt {Text(entry.Attempt)}: moved to the dead letters"),
            DeliveryStatus.Paused => ("warning", "Deferred: the destination gets no requests now"),
            _ => ("warning", $"Attempt {Text(entry.Attempt)}: deferred"),
        };
        return Step("attempt", state, entry.At, title, Facts(
            ("attempt", Text(entry.Attempt)),
            ("outcome", entry.Outcome),
            ("reason", entry.Reason),
            ("status", entry.Status is { } status ? Text(status) : null),
            ("duration_milliseconds", entry.DurationMilliseconds.ToString(CultureInfo.InvariantCulture)),
            ("trace_id", entry.TraceId)));
    }

    private static TraceStep Outcome(EventOutcome outcome)
    {
        var (state, title) = outcome.Outcome switch
        {
            DeliveryStatus.Delivered => ("done", "Spotify has it"),
            DeliveryStatus.Dead => ("failed", "In the dead letters"),
            DeliveryStatus.Waiting => ("waiting", "Waits in the queue"),
            DeliveryStatus.Deferred => ("waiting", "Waits in the queue for its next attempt"),
            IngestStatus.Ignored => ("done", "Ignored"),
            IngestStatus.Duplicate => ("done", "A duplicate: only the first counts"),
            IngestStatus.Rejected => ("failed", "Rejected"),
            _ => ("failed", "Not stored"),
        };
        return Step("outcome", state, outcome.Last?.At, title,
            Facts(("outcome", outcome.Outcome), ("reason", outcome.Reason), ("attempts", Text(outcome.Attempts))));
    }

    private static TraceStep Step(
        string step, string state, DateTimeOffset? at, string title, TraceFact[] facts, IReadOnlyList<ValidationError>? findings = null) =>
        new(step, state, at, title, facts, findings ?? []);

    // "email 86e0b9e5…" is a kind with its digest, "ip_address" a kind alone.
    private static TraceFact Identifier(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? new(text[..blank], text[(blank + 1)..]) : new(text, "present");

    private static TraceFact[] Facts(params (string Name, string? Value)[] facts) =>
        [.. facts.Where(fact => fact.Value is not null).Select(fact => new TraceFact(fact.Name, fact.Value!))];

    private static ValidationError[] Findings(IReadOnlyList<DroppedField>? dropped) =>
        [.. (dropped ?? []).Select(drop => new ValidationError(drop.Code, drop.Field, drop.Message))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
