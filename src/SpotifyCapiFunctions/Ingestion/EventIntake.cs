using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>The decision about one event, the same for requests and for files.</summary>
/// <param name="validator">Validates.</param>
/// <param name="hashBeforeQueue">Whether an accepted event goes into the queue without readable values.</param>
public sealed class IngestPolicy(EventValidator validator, bool hashBeforeQueue)
{
    /// <summary>Validates an event; an accepted one is as it may go into the queue.</summary>
    public EventDecision Decide(ConversionEvent @event, Destination destination)
    {
        var decision = validator.Validate(@event, destination);
        return hashBeforeQueue && decision is EventDecision.Accepted { Event: var good }
            ? new EventDecision.Accepted(good with { Identifiers = good.Identifiers.WithoutReadable(destination.PhoneFormat) })
            : decision;
    }
}

/// <summary>From events to the queue: decides about each, packs the good ones, and reports only after the queue has confirmed them.</summary>
public sealed partial class EventIntake(
    IngestPolicy policy, GroupCommit commit, DuplicateFilter duplicates, IngestLog ingestLog, ConversionTelemetry telemetry, TimeProvider time,
    ILogger<EventIntake> logger)
{
    /// <summary>Takes events in that do not come from a platform's webhook.</summary>
    public Task<IntakeReport> TakeAsync(
        IReadOnlyList<ConversionEvent> events, Destination destination, string source, string? deliveryId, CancellationToken cancellationToken) =>
        TakeAsync(events, destination, source, deliveryId, senderIsPlatform: false, cancellationToken);

    /// <summary>Takes events in.</summary>
    /// <param name="events">As read.</param>
    /// <param name="destination">Where they are to go.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="deliveryId">The platform's id of the delivery; null when there is none.</param>
    /// <param name="senderIsPlatform">Whether an event that identifies no one is ignored rather than rejected
    /// (see <see cref="SpotifyCapi.Webhooks.IWebhookSource"/>).</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public async Task<IntakeReport> TakeAsync(
        IReadOnlyList<ConversionEvent> events, Destination destination, string source, string? deliveryId, bool senderIsPlatform,
        CancellationToken cancellationToken)
    {
        telemetry.Received(source, destination.Name, events.Count);
        var delivery = deliveryId is null ? (SeenKey?)null : SeenKey.Delivery(source, deliveryId);
        var isKnown = delivery is { } key && duplicates.IsDuplicate(key);
        var items = Decide(events, destination);
        var header = new EnvelopeHeader(destination.Name, source, 0, time.GetUtcNow(), Activity.Current?.Id);
        var (taken, written) = Write(header, WithoutDuplicates(items, destination, isKnown));
        NoteQueued(taken, written, await commit.StoreAsync(header, written, cancellationToken));
        var report = new IntakeReport([.. items.Select(item => item.Result)], taken.TrueForAll(item => item.QueuedAt is not null));
        Remember(taken, report, isKnown ? null : delivery);
        report = senderIsPlatform ? report.IgnoreUnidentified() : report;
        Count(report, taken.Count(item => item.QueuedAt is not null), source, destination.Name);
        for (var i = 0; i < items.Length; i++)
            ingestLog.Record(ArrivalOf(items[i], report.Results[i], source, destination, header.FirstQueued));

        LogTaken(logger, source, destination.Name, items.Length, report.Count(IntakeStatus.Accepted), written.Parts.Count, report.IsStored);
        return report;
    }

    private Item[] Decide(IReadOnlyList<ConversionEvent> events, Destination destination)
    {
        var items = new Item[events.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var @event = events[i];
            items[i] = policy.Decide(@event, destination) switch
            {
                EventDecision.Accepted(var good) =>
                    new(@event, good, new(i, good.Facts.EventId, IntakeStatus.Accepted, Dropped: NullIfEmpty(good.Facts.Dropped))),
                EventDecision.Ignored(var reason) => new(@event, null, new(i, @event.EventId, IntakeStatus.Ignored, reason)),
                EventDecision.Rejected(var errors, var dropped) =>
                    new(@event, null, new(i, @event.EventId, IntakeStatus.Rejected, Errors: errors, Dropped: NullIfEmpty(dropped))),
                _ => throw new InvalidOperationException(),
            };
        }

        return items;
    }

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;

    private List<Item> WithoutDuplicates(Item[] items, Destination destination, bool isKnown)
    {
        Item[] accepted = [.. items.Where(item => item.Accepted is not null)];
        var keys = SeenKey.Conversions(destination.Name, [.. accepted.Select(item => item.Accepted!)]);
        var seen = duplicates.Look(keys);
        var fresh = new List<Item>(accepted.Length);
        for (var i = 0; i < accepted.Length; i++)
        {
            accepted[i].Key = keys[i];
            if (isKnown || seen[i] != Sighting.New)
            {
                // A new event in a delivery that was here before: its sender gives two messages one id.
                accepted[i].MarkDuplicate(isConflict: seen[i] != Sighting.Same);
            }
            else
            {
                fresh.Add(accepted[i]);
            }
        }

        return fresh;
    }

    // An event repeats another of its request only if that one is stored: when it turns out too large, the next of the same id is taken.
    private (List<Item> Taken, WrittenEvents Written) Write(EnvelopeHeader header, List<Item> fresh)
    {
        while (true)
        {
            var keys = new HashSet<SeenKey>(fresh.Count);
            var taken = new List<Item>(fresh.Count);
            var repeated = new List<Item>();
            foreach (var item in fresh)
                (!duplicates.IsOn || keys.Add(item.Key) ? taken : repeated).Add(item);

            var written = EnvelopePacker.Write(header, [.. taken.Select(item => item.Accepted!)]);
            if (written.TooLarge.Count == 0)
            {
                foreach (var item in repeated)
                    item.MarkDuplicate(isConflict: keys.TryGetValue(item.Key, out var first) && first.Print.Contradicts(item.Key.Print));

                return (taken, written);
            }

            foreach (var item in written.TooLarge.Select(index => taken[index]))
            {
                item.Result = new(item.Result.Index, item.Result.EventId, IntakeStatus.Rejected, Errors: [EnvelopePacker.TooLargeError]);
                fresh.Remove(item);
            }
        }
    }

    private static void NoteQueued(List<Item> taken, WrittenEvents written, IReadOnlyList<StoredPart> stored)
    {
        for (var part = 0; part < stored.Count; part++)
        {
            foreach (var index in written.Parts[part].Indexes)
                taken[index].QueuedAt = stored[part].IsStored ? stored[part].FirstQueued : null;
        }
    }

    // Only after the queue has confirmed: a filter that knew too much would cost events. Of a request that is stored in part, the sender sends
    // all again, and what is stored is recognised. A delivery with an event that was ignored or rejected may be sent again once settings or
    // sender have been corrected.
    private void Remember(List<Item> taken, IntakeReport report, SeenKey? delivery)
    {
        var keys = taken.Where(item => item.QueuedAt is not null).Select(item => item.Key).ToArray();
        var isDone = report.IsStored && report.Results.All(result => result.Status is IntakeStatus.Accepted or IntakeStatus.Duplicate);
        duplicates.Remember(delivery is { } id && keys.Length > 0 && isDone ? [.. keys, id] : keys);
    }

    private void Count(IntakeReport report, int stored, string source, string destination)
    {
        telemetry.Accepted(source, destination, stored);
        if (!report.IsStored)
            telemetry.Unstored(source, report.Count(IntakeStatus.Accepted) - stored);

        foreach (var result in report.Results)
        {
            switch (result)
            {
                case { Status: IntakeStatus.Duplicate, Reason: var conflict }:
                    telemetry.Duplicate(source, destination);
                    if (conflict is not null)
                        telemetry.DuplicateConflict(source, destination);

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

    private static IngestRecord ArrivalOf(Item item, IntakeResult result, string source, Destination destination, DateTimeOffset at) => result.Status switch
    {
        IntakeStatus.Accepted when item.QueuedAt is { } queued => IngestRecord.Accepted(item.Accepted!, source, destination, queued, item.Told.Topic) with
        {
            OrderKind = OrderKinds.Of(item.Told.Order?.Channel),
        },
        IntakeStatus.Accepted => IngestRecord.Other(item.Told, IngestStatus.Unstored, source, destination, at),
        IntakeStatus.Duplicate => IngestRecord.Other(item.Told, IngestStatus.Duplicate, source, destination, at) with { Reason = result.Reason },
        IntakeStatus.Ignored => IngestRecord.Other(item.Told, IngestStatus.Ignored, source, destination, at) with
        {
            Reason = result.Reason,
            Dropped = result.Dropped,
        },
        _ => IngestRecord.Other(item.Told, IngestStatus.Rejected, source, destination, at) with
        {
            Reason = result.Errors?[0].Code,
            Errors = result.Errors,
            Dropped = result.Dropped,
        },
    };

    [LoggerMessage(
        1001, LogLevel.Information, "{Source} → {Destination}: {Received} received, {Accepted} accepted in {Messages} messages, stored: {Stored}",
        EventName = "1001")]
    private static partial void LogTaken(ILogger logger, string source, string destination, int received, int accepted, int messages, bool stored);

    private sealed class Item(ConversionEvent told, AcceptedEvent? accepted, IntakeResult result)
    {
        public ConversionEvent Told => told;

        public AcceptedEvent? Accepted => accepted;

        public IntakeResult Result { get; set; } = result;

        public SeenKey Key { get; set; }

        /// <summary>Time of the message that the event is in; null when the queue has not confirmed it.</summary>
        public DateTimeOffset? QueuedAt { get; set; }

        public void MarkDuplicate(bool isConflict) =>
            Result = new(Result.Index, Result.EventId, IntakeStatus.Duplicate, isConflict ? DuplicateReasons.Conflict : null);
    }
}
