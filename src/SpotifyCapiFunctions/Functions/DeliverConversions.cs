using System.Diagnostics;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Queue <c>conversions</c>: brings the events of an envelope to Spotify or to their next place. Returning means done; throwing means again.</summary>
public sealed partial class DeliverConversions(
    EnvelopeDelivery delivery, UnreadableMessages keeper, ConversionTelemetry telemetry, DeliveryGauges gauges, ILogger<DeliverConversions> logger)
{
    /// <summary>Runs the function. When the host stops, no further request is begun; what is under way is finished, so that nothing is sent twice.</summary>
    [Function(FunctionNames.Deliver)]
    public async Task Run(
        [QueueTrigger(StorageNames.Conversions, Connection = "AzureWebJobsStorage")] QueueMessage message, CancellationToken stopping)
    {
        if (!EnvelopeReader.TryRead(QueuedBody.Of(message), out var envelope))
        {
            await keeper.KeepAsync(message, CancellationToken.None);
            return;
        }

        gauges.Seen(envelope.Header.Destination, envelope.Header.FirstQueued);
        using var activity = telemetry.Activities.StartActivity(
            "deliver", ActivityKind.Consumer, envelope.Header.TraceParent, links: Links(envelope.Header));
        foreach (var entry in await delivery.DeliverAsync(envelope, stopping))
            Log(entry);
    }

    // The events of one message may have come with several requests: one is the parent, the others are linked.
    private static IEnumerable<ActivityLink> Links(EnvelopeHeader header)
    {
        foreach (var trace in header.TraceLinks)
        {
            if (ActivityContext.TryParse(trace, null, isRemote: true, out var context))
                yield return new ActivityLink(context);
        }
    }

    private void Log(JournalEntry entry) => LogSent(
        logger, entry.Destination, entry.Events.Count, entry.Outcome, entry.Reason, entry.Status, entry.TraceId, entry.Attempt, entry.DurationMilliseconds,
        Math.Round((entry.At - entry.FirstQueued).TotalSeconds, 1));

    [LoggerMessage(
        2001, LogLevel.Information,
        "{Destination}: {Count} events {Outcome} {Reason}, status {Status}, trace {SpotifyTraceId}, attempt {Attempt}, {Milliseconds} ms, age {AgeSeconds} s",
        EventName = "2001")]
    private static partial void LogSent(
        ILogger logger, string destination, int count, string outcome, string? reason, int? status, string? spotifyTraceId, int attempt, double milliseconds,
        double ageSeconds);
}
