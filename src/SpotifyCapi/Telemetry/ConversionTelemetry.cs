using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SpotifyCapi.Telemetry;

/// <summary>
/// Everything that is counted, as verbs. The names stand in docs/telemetry.md and in the alerts of the infrastructure; a test compares them.
/// No tag holds anything personal: destinations, sources, reasons and codes only.
/// </summary>
public sealed class ConversionTelemetry : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "SpotifyCapi";

    private readonly Meter meter;
    private readonly Counter<long> received;
    private readonly Counter<long> accepted;
    private readonly Counter<long> duplicate;
    private readonly Counter<long> ignored;
    private readonly Counter<long> rejected;
    private readonly Counter<long> unstored;
    private readonly Counter<long> signatures;
    private readonly Counter<long> webhooksRefused;
    private readonly Counter<long> enqueued;
    private readonly Counter<long> unconfirmed;
    private readonly Counter<long> delivered;
    private readonly Counter<long> deferred;
    private readonly Counter<long> deadLettered;
    private readonly Counter<long> replayed;
    private readonly Counter<long> journalFailures;
    private readonly Counter<long> ingestLogFailures;
    private readonly Histogram<double> requestDuration;
    private readonly Histogram<double> deliveryAge;

    /// <summary>Makes the instruments.</summary>
    public ConversionTelemetry()
    {
        meter = new Meter(Name);
        received = meter.CreateCounter<long>(MetricNames.Received, "{event}", "Events that arrived");
        accepted = meter.CreateCounter<long>(MetricNames.Accepted, "{event}", "Events that are in the queue");
        duplicate = meter.CreateCounter<long>(MetricNames.Duplicate, "{event}", "Events that were here before");
        ignored = meter.CreateCounter<long>(MetricNames.Ignored, "{event}", "Events that are not sent, by reason");
        rejected = meter.CreateCounter<long>(MetricNames.Rejected, "{event}", "Events that the sender must change, by code");
        unstored = meter.CreateCounter<long>(MetricNames.Unstored, "{event}", "Events that the queue did not take; the sender was told to come back");
        signatures = meter.CreateCounter<long>(MetricNames.SignatureRefused, "{request}", "Webhooks with a wrong signature, by result");
        webhooksRefused = meter.CreateCounter<long>(MetricNames.WebhooksRefused, "{request}", "Webhooks that were refused as a whole, by code");
        enqueued = meter.CreateCounter<long>(MetricNames.Enqueued, "{message}", "Messages sent to the queue");
        unconfirmed = meter.CreateCounter<long>(MetricNames.Unconfirmed, "{try}", "Tries to store a message that ended without an answer");
        delivered = meter.CreateCounter<long>(MetricNames.Delivered, "{event}", "Events that Spotify has");
        deferred = meter.CreateCounter<long>(MetricNames.Deferred, "{event}", "Events put off, by reason");
        deadLettered = meter.CreateCounter<long>(MetricNames.DeadLettered, "{event}", "Events given up, by reason");
        replayed = meter.CreateCounter<long>(MetricNames.Replayed, "{event}", "Dead letters put back into the queue");
        journalFailures = meter.CreateCounter<long>(MetricNames.JournalFailures, "{write}", "Journal writes that failed");
        ingestLogFailures = meter.CreateCounter<long>(MetricNames.IngestLogFailures, "{write}", "Ingest log writes that failed");
        requestDuration = meter.CreateHistogram<double>(MetricNames.RequestDuration, "ms", "Time of a request to Spotify, with its quick tries");
        deliveryAge = meter.CreateHistogram<double>(MetricNames.DeliveryAge, "s", "Time from acceptance to delivery");
    }

    /// <summary>Starts the spans of deliveries.</summary>
    public ActivitySource Activities { get; } = new(Name);

    /// <summary>The meter, for gauges of others.</summary>
    public Meter Meter => meter;

    /// <summary>Events arrived.</summary>
    public void Received(string source, string destination, long count) => received.Add(count, Source(source), Destination(destination));

    /// <summary>Events are in the queue.</summary>
    public void Accepted(string source, string destination, long count) => accepted.Add(count, Source(source), Destination(destination));

    /// <summary>Events were here before.</summary>
    public void Duplicate(string source, string destination, long count = 1) => duplicate.Add(count, Source(source), Destination(destination));

    /// <summary>Events are not sent.</summary>
    public void Ignored(string source, string reason, long count = 1) => ignored.Add(count, Source(source), Reason(reason));

    /// <summary>Events must be changed by their sender.</summary>
    public void Rejected(string source, string code, long count = 1) => rejected.Add(count, Source(source), Code(code));

    /// <summary>The queue did not take events.</summary>
    public void Unstored(string source, long count) => unstored.Add(count, Source(source));

    /// <summary>A signature was wrong.</summary>
    public void SignatureRefused(string source, string result) => signatures.Add(1, Source(source), new KeyValuePair<string, object?>("result", result));

    /// <summary>A webhook was refused as a whole, so nobody knows which events were in it.</summary>
    public void WebhookRefused(string source, string code) => webhooksRefused.Add(1, Source(source), Code(code));

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

    /// <summary>Events were put off.</summary>
    public void Deferred(string destination, string reason, long count) => deferred.Add(count, Destination(destination), Reason(reason));

    /// <summary>Events were given up.</summary>
    public void DeadLettered(string destination, string reason, long count) => deadLettered.Add(count, Destination(destination), Reason(reason));

    /// <summary>Dead letters were put back into the queue.</summary>
    public void Replayed(string destination, long count) => replayed.Add(count, Destination(destination));

    /// <summary>A journal write failed.</summary>
    public void JournalFailed() => journalFailures.Add(1);

    /// <summary>An ingest log write failed.</summary>
    public void IngestLogFailed() => ingestLogFailures.Add(1);

    /// <summary>A request to Spotify ended.</summary>
    public void Requested(string destination, int? status, double milliseconds) =>
        requestDuration.Record(milliseconds, Destination(destination), new KeyValuePair<string, object?>("status", status ?? 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        Activities.Dispose();
    }

    private static KeyValuePair<string, object?> Source(string source) => new("source", source);

    private static KeyValuePair<string, object?> Destination(string destination) => new("destination", destination);

    private static KeyValuePair<string, object?> Code(string code) => new("code", code);

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);
}
