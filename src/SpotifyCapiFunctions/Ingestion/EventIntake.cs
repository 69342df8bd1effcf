using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Envelopes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Duplicates;
using SpotifyCapiFunctions.Inspector;

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
    /// <param name="senderIsPlatform">Whether an event that identifies nobody is ignored rather than rejected (see <see cref="SpotifyCapi.Sources.IWebhookSource"/>).</param>
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
        var keys = new HashSet<SeenKey>();
        var results = new IntakeResult[events.Count];
        var accepted = new List<AcceptedEvent>(events.Count);
        var positions = new List<int>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var decision = Admission.Decide(events[i], destination, validator, settings);
            results[i] = Result(i, events[i], decision);
            if (decision is not EventDecision.Accepted { Event: var good })
            {
                continue;
            }

            var conversion = SeenKey.Conversion(destination.Name, good.Facts.Event, good.Facts.EventId);
            if (known || duplicates.IsDuplicate(conversion) || (duplicates.IsOn && !keys.Add(conversion)))
            {
                results[i] = new IntakeResult(i, good.Facts.EventId, IntakeStatus.Duplicate);
                continue;
            }

            accepted.Add(good);
            positions.Add(i);
        }

        var header = new EnvelopeHeader(destination.Name, source, 0, time.GetUtcNow(), Activity.Current?.Id);
        var written = EnvelopePacker.Write(header, accepted);
        foreach (var (position, tooLarge) in written.TooLarge.Select(index => (positions[index], accepted[index].Facts)))
        {
            keys.Remove(SeenKey.Conversion(destination.Name, tooLarge.Event, tooLarge.EventId));
            results[position] = new IntakeResult(position, events[position].EventId, IntakeStatus.Rejected, Errors: [EnvelopePacker.TooLargeError]);
        }

        var report = new IntakeReport(results, await commit.StoreAsync(header, written, cancellationToken));
        if (report.IsStored)
        {
            // Told after the queue has confirmed, and never before: a filter that knew too much would cost events.
            duplicates.Remember(delivery is { } id && !known && keys.Count > 0 ? [.. keys, id] : [.. keys]);
        }

        report = senderIsPlatform ? report.WithoutBlame() : report;
        Count(report, source, destination.Name);
        foreach (var arrival in IntakeArrivals.Of(report, events, accepted, positions, source, destination, header.FirstQueued))
        {
            ingestLog.Note(arrival);
        }

        LogTaken(logger, source, destination.Name, results.Length, report.Count(IntakeStatus.Accepted), written.Parts.Count, report.IsStored);
        return report;
    }

    private void Count(IntakeReport report, string source, string destination)
    {
        var stored = report.Count(IntakeStatus.Accepted);
        if (report.IsStored)
        {
            telemetry.Accepted(source, destination, stored);
        }
        else
        {
            telemetry.Unstored(source, stored);
        }

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

    [LoggerMessage(1001, LogLevel.Information, "{Source} → {Destination}: {Received} received, {Accepted} accepted in {Messages} messages, stored: {Stored}")]
    private static partial void LogTaken(ILogger logger, string source, string destination, int received, int accepted, int messages, bool stored);
}
