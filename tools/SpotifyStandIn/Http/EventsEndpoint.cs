using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Diagnostics;
using SpotifyStandIn.Faults;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>Read, meet the script, judge, log, answer: in this order for every profile.</summary>
internal sealed class EventsEndpoint(IContract contract, StandInOptions options, FaultScript faults, ReceivedLog log, EventCounts? counts)
{
    private readonly AnswerWriter writer = new(options.TimeProvider);

    public async Task HandleAsync(HttpContext http, CancellationToken stopping)
    {
        var arrival = new Arrival(http, RequestKind.Events, options.TimeProvider);
        var path = http.Request.Path.Value!;
        if (faults.TakeBeforeReading(path, isEventEndpoint: true) is { } cut)
        {
            var entry = log.Append(arrival.Entry(status: null, cut.Step.Kind));
            AnswerWriter.Reset(http);
            entry.Complete(arrival.Elapsed, answered: false);
            return;
        }

        using var content = await EventContent.ReadAsync(http, options.MaxBodyBytes, contract);
        var verdict = Judge(path, content);
        var received = log.Append(arrival.Entry(content, verdict));
        if (verdict.Accepted)
            counts?.Add(received);
        var answered = await writer.WriteAsync(http, verdict.Answer, verdict.Fault?.Step, stopping);
        received.Complete(arrival.Elapsed, answered);
    }

    private Verdict Judge(string path, EventContent content)
    {
        var fault = faults.Take(path, isEventEndpoint: true, content.Events);
        if (fault?.Step.ReplacesProcessing == true)
            return Verdict.Replaced(fault);
        if (content.Judge(contract) is { } refusal)
            return Verdict.Processed(refusal, fault);
        return faults.TakePoison(path, content.Events) is { } poison
            ? Verdict.Processed(Refusal.Invalid(Poisoned(content.Events, poison.Step.RejectEventIdPrefix!)), fault ?? poison)
            : Verdict.Processed(null, fault);
    }

    private static IReadOnlyList<string> Poisoned(IReadOnlyList<ReceivedEvent> events, string prefix)
    {
        var problems = new ProblemList();
        for (var i = 0; i < events.Count && !problems.IsFull; i++)
        {
            if (events[i].Id?.StartsWith(prefix, StringComparison.Ordinal) == true)
                problems.Add(new FieldPath(i, Field: "event_id"), "is refused by the fault script");
        }

        return problems.Messages;
    }
}

/// <summary>The paths that a sender is configured with, compared exactly.</summary>
internal static class ApiPaths
{
    public const string CapiDirect = "/capi-direct/events/";
    public const string CapiDirectFlat = "/flat/capi-direct/events/";
    public const string PartnerConversions = "/v1/conversions";
    public const string PartnerToken = "/api/token";
}

/// <summary>A path that Spotify does not have, such as one without its trailing slash: refused and put on record.</summary>
internal sealed class UnknownPath(StandInOptions options, ReceivedLog log)
{
    private readonly AnswerWriter writer = new(options.TimeProvider);

    public async Task HandleAsync(HttpContext http, CancellationToken stopping)
    {
        var arrival = new Arrival(http, RequestKind.Unknown, options.TimeProvider);
        var answer = Answer.Refused(Refusal.NotFound("No such path; mind the trailing slash."));
        var entry = log.Append(arrival.Entry(answer.Status));
        entry.Complete(arrival.Elapsed, await writer.WriteAsync(http, answer, step: null, stopping));
    }
}
