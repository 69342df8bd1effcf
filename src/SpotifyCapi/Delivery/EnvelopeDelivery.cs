using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;

namespace SpotifyCapi.Delivery;

/// <summary>
/// Brings the events of one envelope to their next place: Spotify, a later attempt, or the dead letters. The next place is always written
/// before this returns, and returning is what acknowledges the message: the failure mode is a duplicate with the same id, never a loss.
/// </summary>
public sealed class EnvelopeDelivery(
    DestinationPipelines pipelines,
    EventSender sender,
    Deferral deferral,
    IDeadLetterStore deadLetters,
    IDeliveryJournal journal,
    ConversionTelemetry telemetry,
    TimeProvider time)
{
    /// <summary>
    /// Delivers an envelope from the queue. Once the host is stopping, no further request is begun, and its events are deferred. What is under way
    /// is finished and recorded all the same, since a message that comes back is sent again as a whole.
    /// </summary>
    /// <exception cref="Exception">Something could not be written: the message must be shown again.</exception>
    public async Task<IReadOnlyList<JournalEntry>> DeliverAsync(QueueEnvelope envelope, CancellationToken stopping)
    {
        var pipeline = pipelines.Find(envelope.Header.Destination);
        var events = HashedEvent.OfAll(envelope.Events, pipeline?.Destination.PhoneFormat ?? default);
        IReadOnlyList<SentRequest> sent =

            // However old: only the destination's settings say which form of a phone number its dead letters hold.
            pipeline is null ? [SentRequest.NotAttempted(events, new DeliveryOutcome.Paused(DeliveryReasons.UnknownDestination))]
            : deferral.IsExpired(envelope.Header) ? [SentRequest.NotAttempted(events, new DeliveryOutcome.Rejected(DeliveryReasons.Expired))]
            : await sender.SendAsync(pipeline, events, stopping);
        var placed = new List<SentRequest>(sent.Count);
        foreach (var request in sent)
            placed.AddRange(await PlaceAsync(envelope.Header, request));

        await deferral.DeferAsync(envelope, events, placed, pipeline?.Breaker.Remaining);
        JournalEntry[] entries = [.. placed.Select(request => Entry(envelope.Header, pipeline, request))];
        await journal.WriteAsync(entries, CancellationToken.None);
        return entries;
    }

    private async Task<IReadOnlyList<SentRequest>> PlaceAsync(EnvelopeHeader header, SentRequest request)
    {
        if (request.Duration > TimeSpan.Zero)
            telemetry.Requested(header.Destination, request.Answer?.Status, request.Duration.TotalMilliseconds);

        switch (request.Outcome)
        {
            case DeliveryOutcome.Delivered:
                telemetry.Delivered(header.Destination, request.Events.Count, (time.GetUtcNow() - header.FirstQueued).TotalSeconds);
                return [request];
            case DeliveryOutcome.Rejected(var reason):
                var kept = await KeepAsync(header, request, reason);
                if (kept > 0)
                    telemetry.DeadLettered(header.Destination, reason, kept);

                // Only events without a dead letter wait for the store. Were the whole message shown again, what it has delivered would be sent again
                // each time, and an event in both places could be replayed as well.
                SentRequest[] parts =
                [
                    request with { Events = [.. request.Events.Take(kept)] },
                    request with { Events = [.. request.Events.Skip(kept)], Outcome = new DeliveryOutcome.Paused(DeliveryReasons.DeadLettersUnavailable) },
                ];
                return [.. parts.Where(part => part.Events.Count > 0)];
            default:
                return [request];
        }
    }

    // How many are kept, from the first on.
    private async Task<int> KeepAsync(EnvelopeHeader header, SentRequest request, string reason)
    {
        var attempts = header.Attempt + (request.Answer is null ? 0 : 1);
        for (var kept = 0; kept < request.Events.Count; kept++)
        {
            try
            {
                await deadLetters.KeepAsync(
                    new DeadLetter(
                        request.Events[kept], header.Destination, header.Source, reason, attempts, header.FirstQueued, time.GetUtcNow(),
                        request.Answer?.Status, request.Answer?.Message, request.Answer?.TraceId),
                    CancellationToken.None);
            }
            catch (Exception)
            {
                return kept;
            }
        }

        return request.Events.Count;
    }

    private JournalEntry Entry(EnvelopeHeader header, DestinationPipeline? pipeline, SentRequest request)
    {
        var (outcome, reason) = request.Outcome switch
        {
            DeliveryOutcome.Delivered => (DeliveryStatus.Delivered, null),
            DeliveryOutcome.Rejected(var why) => (DeliveryStatus.Dead, why),
            DeliveryOutcome.Retry(var why, _) => (DeliveryStatus.Deferred, why),
            DeliveryOutcome.Paused(var why) => (DeliveryStatus.Paused, (string?)why),
            _ => throw new InvalidOperationException(),
        };
        return JournalEntry.Of(header, request.Events, pipeline?.Destination, time.GetUtcNow(), outcome, reason) with
        {
            Status = request.Answer?.Status,
            TraceId = request.Answer?.TraceId,
            DurationMilliseconds = Math.Round(request.Duration.TotalMilliseconds, 1),
        };
    }
}
