using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>From events to the queue: validates each, packs the good ones, and reports only after the queue has confirmed them.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="validator">Decides about each event.</param>
/// <param name="commit">Brings accepted events into the queue.</param>
/// <param name="duplicates">Recognises what was here before.</param>
/// <param name="ingestLog">Notes what arrived.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class EventIntake(
    AppSettings settings,
    EventValidator validator,
    GroupCommit commit,
    DuplicateFilter duplicates,
    IngestLog ingestLog,
    ConversionTelemetry telemetry,
    TimeProvider time,
    ILogger<EventIntake> logger)
{
    /// <summary>Takes events in.</summary>
    /// <param name="events">As read.</param>
    /// <param name="destination">Where they are to go.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id of the delivery; null when there is none.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public Task<IntakeReport> TakeAsync(
        IReadOnlyList<ConversionEvent> events, Destination destination, string source, string? deliveryId, CancellationToken cancellationToken) =>
        TakeAsync(events, destination, source, deliveryId, senderIsPlatform: false, cancellationToken);

    /// <summary>Takes events in.</summary>
    /// <param name="events">As read.</param>
    /// <param name="destination">Where they are to go.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id of the delivery; null when there is none.</param>
    /// <param name="senderIsPlatform">Whether an event that identifies nobody is ignored rather than rejected (see <see cref="SpotifyCapi.Webhooks.IWebhookSource"/>).</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public async Task<IntakeReport> TakeAsync(
        IReadOnlyList<ConversionEvent> events,
        Destination destination,
        string source,
        string? deliveryId,
        bool senderIsPlatform,
        CancellationToken cancellationToken)
    {
        telemetry.Received(source, destination.Name, events.Count);
        var delivery = deliveryId is null ? (SeenKey?)null : SeenKey.Delivery(source, deliveryId);
        var known = delivery is { } key && duplicates.IsDuplicate(key);
        var results = new IntakeResult[events.Count];
        var (positions, accepted) = (new List<int>(events.Count), new List<AcceptedEvent>(events.Count));
        for (var i = 0; i < events.Count; i++)
        {
            var decision = Admission.Decide(events[i], destination, validator, settings);
            results[i] = Result(i, events[i], decision);
            if (decision is EventDecision.Accepted(var one))
            {
                positions.Add(i);
                accepted.Add(one);
            }
        }

        var conversions = SeenKey.Conversions(destination.Name, accepted);
        var isDuplicate = duplicates.AreDuplicates(conversions);
        var good = new List<GoodEvent>(accepted.Count);
        for (var i = 0; i < accepted.Count; i++)
        {
            if (known || isDuplicate[i])
            {
                results[positions[i]] = new IntakeResult(positions[i], accepted[i].Facts.EventId, IntakeStatus.Duplicate);
                continue;
            }

            good.Add(new GoodEvent(positions[i], accepted[i], conversions[i]));
        }

        var header = new EnvelopeHeader(destination.Name, source, 0, time.GetUtcNow(), Activity.Current?.Id);
        var (taken, written) = Write(header, good, duplicates.IsOn, results);
        var queuedAt = QueuedAt(taken.Count, written, await commit.StoreAsync(header, written, cancellationToken));
        var report = new IntakeReport(results, Array.TrueForAll(queuedAt, at => at is not null));

        // Told after the queue has confirmed, and never before: a filter that knew too much would cost events. Of a request that is stored in
        // part, the sender sends all again, and what is stored is recognised.
        var keys = taken.Where((_, i) => queuedAt[i] is not null).Select(each => each.Key).ToArray();
        duplicates.Remember(delivery is { } id && !known && keys.Length > 0 && IsDone(report) ? [.. keys, id] : keys);
        report = senderIsPlatform ? report.WithoutBlame() : report;
        Count(report, queuedAt.Count(at => at is not null), source, destination.Name);
        foreach (var arrival in IntakeArrivals.Of(
            report, events, [.. taken.Select((each, i) => new QueuedEvent(each.Position, each.Event, queuedAt[i]))], source, destination, header.FirstQueued))
        {
            ingestLog.Record(arrival);
        }

        LogTaken(logger, source, destination.Name, results.Length, report.Count(IntakeStatus.Accepted), written.Parts.Count, report.IsStored);
        return report;
    }

    // An event repeats another of its request only if that one is stored: when it turns out too large, the next of the same id is taken.
    private static (IReadOnlyList<GoodEvent> Taken, WrittenEvents Written) Write(
        EnvelopeHeader header, List<GoodEvent> good, bool isFilterOn, IntakeResult[] results)
    {
        while (true)
        {
            var keys = new HashSet<SeenKey>(good.Count);
            var taken = new List<GoodEvent>(good.Count);
            var repeated = new List<GoodEvent>();
            foreach (var each in good)
                (!isFilterOn || keys.Add(each.Key) ? taken : repeated).Add(each);

            var written = EnvelopePacker.Write(header, [.. taken.Select(each => each.Event)]);
            if (written.TooLarge.Count == 0)
            {
                repeated.ForEach(each => results[each.Position] = new IntakeResult(each.Position, each.Event.Facts.EventId, IntakeStatus.Duplicate));

                return (taken, written);
            }

            foreach (var (position, tooLarge, _) in written.TooLarge.Select(index => taken[index]))
            {
                results[position] = new IntakeResult(position, tooLarge.Facts.EventId, IntakeStatus.Rejected, Errors: [EnvelopePacker.TooLargeError]);
                good.RemoveAll(each => each.Position == position);
            }
        }
    }

    // For each event when its message was queued; null when that is not confirmed.
    private static DateTimeOffset?[] QueuedAt(int count, WrittenEvents written, IReadOnlyList<StoredPart> stored)
    {
        var queuedAt = new DateTimeOffset?[count];
        for (var part = 0; part < stored.Count; part++)
        {
            foreach (var index in written.Parts[part].Indexes)
                queuedAt[index] = stored[part].IsStored ? stored[part].FirstQueued : null;
        }

        return queuedAt;
    }

    // A delivery with an event that was ignored or rejected may be sent again once settings or sender have been corrected.
    private static bool IsDone(IntakeReport report) =>
        report.IsStored && report.Results.All(result => result.Status is IntakeStatus.Accepted or IntakeStatus.Duplicate);

    private void Count(IntakeReport report, int stored, string source, string destination)
    {
        telemetry.Accepted(source, destination, stored);
        if (!report.IsStored)
            telemetry.Unstored(source, report.Count(IntakeStatus.Accepted) - stored);

        foreach (var result in report.Results)
        {
            switch (result)
            {
                case { Status: IntakeStatus.Duplicate }:
                    telemetry.Duplicate(source, destination);
                    break;
                case { Status: IntakeStatus.Ignored, Reason: { } reason }:
                    telemetry.Ignored(source, reason);
                    break;
                case { Status: IntakeStatus.Rejected, Errors: [{ Code: var code }, ..] }:
                    telemetry.Rejected(source, code);
                    break;
            }
        }
    }

    private static IntakeResult Result(int index, ConversionEvent @event, EventDecision decision) => decision switch
    {
        EventDecision.Accepted(var good) =>
            new(index, good.Facts.EventId, IntakeStatus.Accepted, Dropped: good.Facts.Dropped.Count > 0 ? good.Facts.Dropped : null),
        EventDecision.Ignored(var reason) => new(index, @event.EventId, IntakeStatus.Ignored, reason),
        EventDecision.Rejected(var errors, var dropped) =>
            new(index, @event.EventId, IntakeStatus.Rejected, Errors: errors, Dropped: dropped.Count > 0 ? dropped : null),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    [LoggerMessage(1001, LogLevel.Information, "{Source} → {Destination}: {Received} received, {Accepted} accepted in {Messages} messages, stored: {Stored}", EventName = "1001")]
    private static partial void LogTaken(ILogger logger, string source, string destination, int received, int accepted, int messages, bool stored);

    private readonly record struct GoodEvent(int Position, AcceptedEvent Event, SeenKey Key);
}
