using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SpotifyCapi.Telemetry;

/// <summary>
/// Everything that is counted, as verbs. The names stand in docs/telemetry.md and in the alerts of the infrastructure; a test compares them.
/// No tag holds anything personal: destinations, sources, reasons and codes only.
/// </summary>
public sealed class ConversionTelemetry(Meter meter) : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "SpotifyCapi";

    private readonly Counter<long> received = meter.CreateCounter<long>(MetricNames.Received, "{event}", "Events that arrived");
    private readonly Counter<long> accepted = meter.CreateCounter<long>(MetricNames.Accepted, "{event}", "Events that are in the queue");
    private readonly Counter<long> duplicate =
        meter.CreateCounter<long>(MetricNames.Duplicate, "{event}", "Events that were accepted before");
    private readonly Counter<long> duplicateConflict =
        meter.CreateCounter<long>(MetricNames.DuplicateConflict, "{event}", "Duplicates with another amount, person or time than the event that was accepted");
    private readonly Counter<long> ignored =
        meter.CreateCounter<long>(MetricNames.Ignored, "{event}", "Events that are not sent, by reason");
    private readonly Counter<long> rejected =
        meter.CreateCounter<long>(MetricNames.Rejected, "{event}", "Events that the sender must change, by code");
    private readonly Counter<long> unstored =
        meter.CreateCounter<long>(MetricNames.Unstored, "{event}", "Events that the queue did not take; the sender was asked to send them again");
    private readonly Counter<long> signatures =
        meter.CreateCounter<long>(MetricNames.SignatureRefused, "{request}", "Webhooks with a wrong signature, by result");
    private readonly Counter<long> webhooksRefused =
        meter.CreateCounter<long>(MetricNames.WebhooksRefused, "{request}", "Webhooks that were refused as a whole, by code");
    private readonly Counter<long> unverified =
        meter.CreateCounter<long>(MetricNames.UnverifiedRefused, "{request}", "Requests refused before their signature could be checked, by code");
    private readonly Counter<long> enqueued = meter.CreateCounter<long>(MetricNames.Enqueued, "{message}", "Messages sent to the queue");
    private readonly Counter<long> unconfirmed =
        meter.CreateCounter<long>(MetricNames.Unconfirmed, "{try}", "Tries to store a message that ended without an answer");
    private readonly Counter<long> delivered = meter.CreateCounter<long>(MetricNames.Delivered, "{event}", "Events that Spotify has");
    private readonly Counter<long> deferred = meter.CreateCounter<long>(MetricNames.Deferred, "{event}", "Events deferred, by reason");
    private readonly Counter<long> deadLettered =
        meter.CreateCounter<long>(MetricNames.DeadLettered, "{event}", "Events moved to the dead letters, by reason");
    private readonly Counter<long> replayed =
        meter.CreateCounter<long>(MetricNames.Replayed, "{event}", "Dead letters put back into the queue");
    private readonly Counter<long> journalFailures =
        meter.CreateCounter<long>(MetricNames.JournalFailures, "{write}", "Journal writes that failed");
    private readonly Counter<long> ingestLogFailures =
        meter.CreateCounter<long>(MetricNames.IngestLogFailures, "{write}", "Ingest log writes that failed");
    private readonly Counter<long> alertsTold =
        meter.CreateCounter<long>(MetricNames.AlertsTold, "{alert}", "Alerts posted to Alerts__Url, by name and success");
    private readonly Counter<long> storageFailures =
        meter.CreateCounter<long>(MetricNames.StorageFailures, "{operation}", "Operations on the storage that failed, by error code");
    private readonly Histogram<double> requestDuration =
        meter.CreateHistogram<double>(MetricNames.RequestDuration, "ms", "Time of a request to Spotify, with its immediate retries");
    private readonly Histogram<double> deliveryAge =
        meter.CreateHistogram<double>(MetricNames.DeliveryAge, "s", "Time from acceptance to delivery");

    /// <summary>Makes the instruments.</summary>
    public ConversionTelemetry()
        : this(new Meter(Name))
    {
    }

    /// <summary>Starts the spans of deliveries.</summary>
    public ActivitySource Activities { get; } = new(Name);

    /// <summary>The meter, for gauges of others.</summary>
    public Meter Meter { get; } = meter;

    /// <summary>Events arrived.</summary>
    public void Received(string source, string destination, long count) => received.Add(count, Source(source), Destination(destination));

    /// <summary>Events are in the queue.</summary>
    public void Accepted(string source, string destination, long count) => accepted.Add(count, Source(source), Destination(destination));

    /// <summary>Events were accepted before.</summary>
    public void Duplicate(string source, string destination, long count = 1) => duplicate.Add(count, Source(source), Destination(destination));

    /// <summary>Of the duplicates, these differ from what was accepted.</summary>
    public void DuplicateConflict(string source, string destination, long count = 1) => duplicateConflict.Add(count, Source(source), Destination(destination));

    /// <summary>Events are not sent.</summary>
    public void Ignored(string source, string reason, long count = 1) => ignored.Add(count, Source(source), Reason(reason));

    /// <summary>Events must be changed by their sender.</summary>
    public void Rejected(string source, string code, long count = 1) => rejected.Add(count, Source(source), Code(code));

    /// <summary>The queue did not take events.</summary>
    public void Unstored(string source, long count) => unstored.Add(count, Source(source));

    /// <summary>A signature was wrong.</summary>
    public void SignatureRefused(string source, string result) =>
        signatures.Add(1, Source(source), new KeyValuePair<string, object?>(MetricTags.Result, result));

    /// <summary>A verified webhook was refused as a whole, so its events are unknown.</summary>
    public void WebhookRefused(string source, string code) => webhooksRefused.Add(1, Source(source), Code(code));

    /// <summary>A request to a webhook's address was refused before its signature could be checked.</summary>
    public void UnverifiedRefused(string source, string code) => unverified.Add(1, Source(source), Code(code));

    /// <summary>A message went to the queue.</summary>
    public void Enqueued() => enqueued.Add(1);

    /// <summary>A try to store a message ended without an answer: it may be stored all the same.</summary>
    public void Unconfirmed() => unconfirmed.Add(1);

    /// <summary>Spotify has events.</summary>
    public void Delivered(string destination, long count, double ageSeconds)
    {
        delivered.Add(count, Destination(destination));
        deliveryAge.Record(ageSeconds, Destination(destination));
    }

    /// <summary>Events were deferred.</summary>
    public void Deferred(string destination, string reason, long count) => deferred.Add(count, Destination(destination), Reason(reason));

    /// <summary>Events were moved to the dead letters.</summary>
    public void DeadLettered(string destination, string reason, long count) => deadLettered.Add(count, Destination(destination), Reason(reason));

    /// <summary>Dead letters were put back into the queue.</summary>
    public void Replayed(string destination, long count) => replayed.Add(count, Destination(destination));

    /// <summary>A journal write failed.</summary>
    public void JournalFailed() => journalFailures.Add(1);

    /// <summary>An ingest log write failed.</summary>
    public void IngestLogFailed() => ingestLogFailures.Add(1);

    /// <summary>An alert was posted, or could not be.</summary>
    public void AlertTold(string alert, bool isTold) =>
        alertsTold.Add(
            1,
            new KeyValuePair<string, object?>(MetricTags.Alert, alert),
            new KeyValuePair<string, object?>(MetricTags.Result, isTold ? "told" : "failed"));

    /// <summary>The storage did not do what it was asked.</summary>
    public void StorageFailed(string operation, string code) =>
        storageFailures.Add(1, new KeyValuePair<string, object?>(MetricTags.Operation, operation), Code(code));

    /// <summary>A request to Spotify ended.</summary>
    public void Requested(string destination, int? status, double milliseconds) =>
        requestDuration.Record(milliseconds, Destination(destination), new KeyValuePair<string, object?>(MetricTags.Status, status ?? 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        Meter.Dispose();
        Activities.Dispose();
    }

    private static KeyValuePair<string, object?> Source(string source) => new(MetricTags.Source, source);

    private static KeyValuePair<string, object?> Destination(string destination) => new(MetricTags.Destination, destination);

    private static KeyValuePair<string, object?> Code(string code) => new(MetricTags.Code, code);

    private static KeyValuePair<string, object?> Reason(string reason) => new(MetricTags.Reason, reason);
}

/// <summary>The stable names of what is counted.</summary>
public static class MetricNames
{
    /// <summary>Events that arrived.</summary>
    public const string Received = "spotify_capi.events.received";

    /// <summary>Events that are in the queue.</summary>
    public const string Accepted = "spotify_capi.events.accepted";

    /// <summary>Events that were accepted before.</summary>
    public const string Duplicate = "spotify_capi.events.duplicate";
    /// <summary>Duplicates that differ from what was accepted.</summary>
    public const string DuplicateConflict = "spotify_capi.events.duplicate_conflict";

    /// <summary>Events that are not sent, by reason.</summary>
    public const string Ignored = "spotify_capi.events.ignored";

    /// <summary>Events that the sender must change, by code.</summary>
    public const string Rejected = "spotify_capi.events.rejected";

    /// <summary>Events that the queue did not take.</summary>
    public const string Unstored = "spotify_capi.events.unstored";

    /// <summary>Webhooks with a wrong signature, by result.</summary>
    public const string SignatureRefused = "spotify_capi.signatures.refused";

    /// <summary>Requests to a webhook's address that were refused before their signature could be checked, by code.</summary>
    public const string UnverifiedRefused = "spotify_capi.webhooks.unverified";

    /// <summary>Verified webhooks that were refused as a whole, by code.</summary>
    public const string WebhooksRefused = "spotify_capi.webhooks.refused";

    /// <summary>Messages sent to the queue.</summary>
    public const string Enqueued = "spotify_capi.messages.enqueued";

    /// <summary>Tries to store a message that ended without an answer.</summary>
    public const string Unconfirmed = "spotify_capi.messages.unconfirmed";

    /// <summary>Events that Spotify has.</summary>
    public const string Delivered = "spotify_capi.events.delivered";

    /// <summary>Events deferred, by reason.</summary>
    public const string Deferred = "spotify_capi.events.deferred";

    /// <summary>Events moved to the dead letters, by reason.</summary>
    public const string DeadLettered = "spotify_capi.events.dead_lettered";

    /// <summary>Dead letters put back into the queue.</summary>
    public const string Replayed = "spotify_capi.events.replayed";

    /// <summary>Journal writes that failed.</summary>
    public const string JournalFailures = "spotify_capi.journal.failures";

    /// <summary>Ingest log writes that failed.</summary>
    public const string IngestLogFailures = "spotify_capi.ingest_log.failures";

    /// <summary>Alerts posted to <c>Alerts__Url</c>, by name and success.</summary>
    public const string AlertsTold = "spotify_capi.alerts.told";

    /// <summary>Operations on the storage that failed, by error code.</summary>
    public const string StorageFailures = "spotify_capi.storage.failures";

    /// <summary>Milliseconds of a request to Spotify.</summary>
    public const string RequestDuration = "spotify_capi.request.duration";

    /// <summary>Seconds from acceptance to delivery.</summary>
    public const string DeliveryAge = "spotify_capi.delivery.age";

    /// <summary>Seconds since the oldest event now in delivery was accepted, by destination.</summary>
    public const string OldestAge = "spotify_capi.delivery.oldest_age";

    /// <summary>State of a destination's breaker: 0 ok, 1 probing, 2 open, 3 paused.</summary>
    public const string BreakerState = "spotify_capi.breaker.state";
}

/// <summary>The stable names of what counts are told apart by.</summary>
public static class MetricTags
{
    /// <summary>Name of a source.</summary>
    public const string Source = "source";

    /// <summary>Name of a destination.</summary>
    public const string Destination = "destination";

    /// <summary>Why something was not sent, deferred or given up.</summary>
    public const string Reason = "reason";

    /// <summary>A public error code, or one of the storage.</summary>
    public const string Code = "code";

    /// <summary>What became of it.</summary>
    public const string Result = "result";

    /// <summary>Name of an alert.</summary>
    public const string Alert = "alert";

    /// <summary>What the storage was asked for.</summary>
    public const string Operation = "operation";

    /// <summary>Spotify's status; 0: no answer.</summary>
    public const string Status = "status";
}
