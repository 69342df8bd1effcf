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
/// <param name="lanes">The destinations.</param>
/// <param name="sender">Sends to Spotify.</param>
/// <param name="deferral">Puts off.</param>
/// <param name="deadLetters">Gives up.</param>
/// <param name="journal">Remembers.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class EnvelopeDelivery(
    DeliveryLanes lanes,
    EventSender sender,
    Deferral deferral,
    IDeadLetterStore deadLetters,
    IDeliveryJournal journal,
    ConversionTelemetry telemetry,
    TimeProvider time)
{
    /// <summary>Delivers an envelope.</summary>
    /// <param name="envelope">From the queue.</param>
    /// <param name="stopping">
    /// The host is stopping: no further request is begun, and what was not begun is put off. What is under way is finished and written down
    /// all the same, since a message that comes back is sent again as a whole.
    /// </param>
    /// <exception cref="Exception">Something could not be written: the message must be shown again.</exception>
    public async Task<IReadOnlyList<JournalEntry>> DeliverAsync(QueueEnvelope envelope, CancellationToken stopping)
    {
        var lane = lanes.Find(envelope.Header.Destination);
        var events = HashedEvent.OfAll(envelope.Events, lane?.Destination.PhoneFormat ?? default);
        IReadOnlyList<SentRequest> sent =

            // However old: only the destination's settings say which form of a phone number its dead letters hold.
            lane is null ? [Untried(events, new DeliveryOutcome.Paused(DeliveryReasons.UnknownDestination))]
            : deferral.IsExpired(envelope.Header) ? [Untried(events, new DeliveryOutcome.Rejected(DeliveryReasons.Expired))]
            : await sender.SendAsync(lane, events, stopping);
        var placed = new List<SentRequest>(sent.Count);
        foreach (var request in sent)
            placed.Add(await PlaceAsync(envelope, request));

        await deferral.PutOffAsync(envelope, events, placed, lane?.Breaker.Remaining);
        JournalEntry[] entries = [.. placed.Select(request => Entry(envelope.Header, lane, request))];
        await journal.WriteAsync(entries, CancellationToken.None);
        return entries;
    }

    private static SentRequest Untried(IReadOnlyList<HashedEvent> events, DeliveryOutcome outcome) => new(events, null, outcome, TimeSpan.Zero);

    private async Task<SentRequest> PlaceAsync(QueueEnvelope envelope, SentRequest request)
    {
        var header = envelope.Header;
        if (request.Duration > TimeSpan.Zero)
            telemetry.Requested(header.Destination, request.Answer?.Status, request.Duration.TotalMilliseconds);

        switch (request.Outcome)
        {
            case DeliveryOutcome.Delivered:
                telemetry.Delivered(header.Destination, request.Events.Count, (time.GetUtcNow() - header.FirstQueued).TotalSeconds);
                return request;
            case DeliveryOutcome.Rejected(var reason) when await TryKeepAsync(header, request, reason):
                telemetry.DeadLettered(header.Destination, reason, request.Events.Count);
                return request;

            // Only these events wait for the store. Were the whole message shown again, what it has delivered would be sent again each time.
            case DeliveryOutcome.Rejected:
                return request with { Outcome = new DeliveryOutcome.Paused(DeliveryReasons.DeadLettersUnavailable) };
            default:
                return request;
        }
    }

    private async Task<bool> TryKeepAsync(EnvelopeHeader header, SentRequest request, string reason)
    {
        var attempts = header.Attempt + (request.Answer is null ? 0 : 1);
        try
        {
            foreach (var @event in request.Events)
            {
                await deadLetters.KeepAsync(
                    new DeadLetter(
                        @event, header.Destination, header.Source, reason, attempts, header.FirstQueued, time.GetUtcNow(),
                        request.Answer?.Status, request.Answer?.Message, request.Answer?.TraceId),
                    CancellationToken.None);
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private JournalEntry Entry(EnvelopeHeader header, DestinationLane? lane, SentRequest request)
    {
        var destination = lane?.Destination;
        var (outcome, reason) = request.Outcome switch
        {
            DeliveryOutcome.Delivered => ("delivered", null),
            DeliveryOutcome.Rejected(var why) => ("dead", why),
            DeliveryOutcome.Retry(var why, _) => ("deferred", why),
            DeliveryOutcome.Paused(var why) => ("paused", (string?)why),
            _ => throw new InvalidOperationException(),
        };
        return new JournalEntry(
            time.GetUtcNow(),
            header.Destination,
            destination?.Profile.ToString() ?? string.Empty,
            destination?.Endpoint.AbsoluteUri ?? string.Empty,
            destination?.Scope ?? string.Empty,
            header.Source,
            header.Attempt + 1,
            header.FirstQueued,
            outcome,
            reason,
            request.Answer?.Status,
            request.Answer?.TraceId,
            Math.Round(request.Duration.TotalMilliseconds, 1),
            header.Replayed,
            [.. request.Events.Select(@event => JournalEvents.Describe(@event, destination?.Profile ?? default))]);
    }
}
