using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Envelopes;
using SpotifyCapi.Events;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Queueing;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Queue <c>conversions</c>: hashes the events of an envelope and delivers them to Spotify. Returning means done; throwing means again.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="sender">Sends to Spotify.</param>
/// <param name="logger">The log.</param>
public sealed partial class DeliverConversions(AppSettings settings, EventSender sender, ILogger<DeliverConversions> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="message">An envelope.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="UndeliveredException">Not everything was delivered: the host tries again and finally moves the message to poison.</exception>
    [Function(nameof(DeliverConversions))]
    public async Task Run(
        [QueueTrigger(StorageNames.Conversions, Connection = "AzureWebJobsStorage")] QueueMessage message, CancellationToken cancellationToken)
    {
        if (!EnvelopeReader.TryRead(message.Body, out var envelope))
        {
            throw new UndeliveredException("unreadable");
        }

        if (!settings.Destinations.TryGetValue(envelope.Header.Destination, out var destination))
        {
            throw new UndeliveredException("unknown_destination");
        }

        var events = envelope.Events.Select(accepted => HashedEvent.Of(accepted, destination.PhoneFormat)).ToArray();
        var sent = await sender.SendAsync(destination, events, cancellationToken);
        foreach (var request in sent)
        {
            LogSent(logger, destination.Name, request.Events.Count, request.Outcome.GetType().Name, request.Answer?.Status, request.Answer?.TraceId, request.Duration.TotalMilliseconds);
        }

        if (sent.FirstOrDefault(request => request.Outcome is not DeliveryOutcome.Delivered) is { } failed)
        {
            throw new UndeliveredException(failed.Outcome.GetType().Name);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "{Destination}: {Count} events {Outcome}, status {Status}, trace {TraceId}, {Milliseconds:0.0} ms")]
    private static partial void LogSent(
        ILogger logger, string destination, int count, string outcome, int? status, string? traceId, double milliseconds);
}
