using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Telemetry;

namespace SpotifyCapi.Delivery;

/// <summary>
/// The scheduled retries: undelivered events go into new envelopes, hidden until their next attempt. A storage queue knows no back-off of its own,
/// and the attempts live in the envelope so that crashes of the host, which the queue counts, never use up an event's attempts.
/// </summary>
public sealed class Deferral(IEventQueue queue, RetrySchedule schedule, ConversionTelemetry telemetry, TimeProvider time)
{
    // The second wait of the schedule, a minute: Spotify is asked again each time.
    private const int WithoutDeadLetters = 1;

    private static readonly TimeSpan WithoutDestination = TimeSpan.FromMinutes(5);

    /// <summary>Whether the events are too old to be tried again.</summary>
    public bool IsExpired(EnvelopeHeader header) => schedule.IsExpired(header.FirstQueued, time.GetUtcNow());

    /// <summary>
    /// Defers what was not delivered of an envelope, whose events were sent in the same order. The destination will not be called for a time;
    /// zero when it may be, null when it is not configured.
    /// </summary>
    /// <exception cref="DeferralFailedException">The queue did not take them: the message must be shown again.</exception>
    internal async Task DeferAsync(
        QueueEnvelope envelope, IReadOnlyList<HashedEvent> events, IReadOnlyList<SentRequest> sent, TimeSpan? blockedFor)
    {
        foreach (var group in sent.GroupBy(request => request.Outcome))
        {
            var (reason, attempts) = group.Key switch
            {
                DeliveryOutcome.Retry(var why, _) => (why, 1),
                DeliveryOutcome.Paused(var why) => (why, 0),
                _ => (null, 0),
            };
            if (reason is null)
                continue;

            var header = envelope.Header with { Attempt = envelope.Header.Attempt + attempts };
            var delay = Delay(envelope.Header, group.Key, blockedFor);
            var waiting = group.SelectMany(request => request.Events).Select(@event => Readable(envelope, events, @event)).ToArray();
            foreach (var body in Pack(header, envelope.Header, waiting))
            {
                if (!await queue.SendAsync(body, delay, CancellationToken.None))
                    throw new DeferralFailedException();
            }

            telemetry.Deferred(header.Destination, reason, waiting.Length);
        }
    }

    // A header with a longer number may push an event over the limit that just fitted before; it then keeps the header that it came with.
    private static IEnumerable<ReadOnlyMemory<byte>> Pack(EnvelopeHeader header, EnvelopeHeader before, AcceptedEvent[] waiting)
    {
        var packed = EnvelopePacker.Pack(header, waiting);
        var rest = EnvelopePacker.Pack(before, [.. packed.TooLarge.Select(index => waiting[index])]);
        return rest.TooLarge.Count == 0
            ? packed.Envelopes.Concat(rest.Envelopes).Select(envelope => envelope.Body)
            : throw new DeferralFailedException("An event is larger than a message of the queue.");
    }

    private TimeSpan Delay(EnvelopeHeader header, DeliveryOutcome outcome, TimeSpan? blockedFor) => outcome switch
    {
        DeliveryOutcome.Retry(_, var after) =>
            schedule.WithinAge(schedule.DelayAfter(header.Attempt, after), header.FirstQueued, time.GetUtcNow(), after ?? TimeSpan.Zero),

        // These two wait beyond the age limit as well, because the events cannot be given up.
        DeliveryOutcome.Paused { Reason: DeliveryReasons.DeadLettersUnavailable } => schedule.DelayAfter(WithoutDeadLetters, null),
        _ when blockedFor is null => schedule.DelayUntil(WithoutDestination),
        _ => schedule.WithinAge(schedule.DelayUntil(blockedFor.Value), header.FirstQueued, time.GetUtcNow(), notBefore: null),
    };

    // The event goes back as it came, so that hashing stays in one place and the bytes of the next attempt are the same.
    private static AcceptedEvent Readable(QueueEnvelope envelope, IReadOnlyList<HashedEvent> events, HashedEvent @event)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (ReferenceEquals(events[i], @event))
                return envelope.Events[i];
        }

        return new AcceptedEvent(@event.Facts, IdentifierSet.Of(@event.Identifiers));
    }
}

/// <summary>The queue did not take events back: the host must show their message again.</summary>
/// <param name="message">What happened.</param>
public sealed class DeferralFailedException(string message = "The queue did not take deferred events.") : Exception(message);

/// <summary>The queue that accepted events wait in.</summary>
public interface IEventQueue
{
    /// <summary>
    /// Stores one envelope of at most 49,152 bytes. False: the queue has not confirmed it, such as after a time limit, when it may have been
    /// stored all the same.
    /// </summary>
    /// <param name="body">The envelope.</param>
    /// <param name="visibleAfter">How long it stays hidden, under 7 days; null: not at all.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken);
}
