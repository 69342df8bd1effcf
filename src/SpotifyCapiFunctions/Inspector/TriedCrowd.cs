using System.Runtime.InteropServices;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>
/// Very many events with nothing but their outcome, some 70 to 110 bytes each; what a row tells besides is read for those that are to be rows.
/// </summary>
internal sealed class TriedCrowd : ITriedEvents
{
    // An event that was accepted several times has an acceptance for each; they are chained, the number of the first is kept by the event.
    private readonly Dictionary<EventDigest, int> first = [];
    private readonly List<Acceptance> acceptances = [];

    /// <inheritdoc/>
    public bool IsAnyOpen => acceptances.Exists(one => one.Outcome is not DeliveryStatus.Delivered);

    /// <inheritdoc/>
    public bool IsAnyWaiting => acceptances.Exists(one => one.Outcome is not (DeliveryStatus.Delivered or DeliveryStatus.Dead));

    /// <summary>Takes an accepted event; one that it knows already counts once.</summary>
    public void Accept(string destination, string? name, string? id, DateTimeOffset at)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(first, EventDigest.Of(destination, name, id), out var isKnown);
        if (Find(isKnown ? number : 0, at) == 0)
        {
            acceptances.Add(new Acceptance { At = at.UtcTicks, Next = isKnown ? number : 0 });
            number = acceptances.Count;
        }
    }

    /// <inheritdoc/>
    public void Add(JournalEntry entry, JournalEvent @event)
    {
        var all = CollectionsMarshal.AsSpan(acceptances);
        for (var number = FirstOf(entry.Destination, @event.EventName, @event.EventId); number > 0; number = all[number - 1].Next)
            all[number - 1].Add(entry);
    }

    /// <summary>Whether one has one of these outcomes.</summary>
    public bool HasAny(IReadOnlyList<string> outcomes) => acceptances.Exists(one => outcomes.Contains(one.Outcome));

    /// <summary>Whether an arrival may have one of these outcomes: of one that was not accepted, or came only just now, nothing is known here.</summary>
    public bool MayHave(IngestRecord arrival, IReadOnlyList<string> outcomes) =>
        arrival.Status != IngestStatus.Accepted
        || Find(FirstOf(arrival.Destination, arrival.EventName, arrival.EventId), arrival.At) is not (> 0 and var number)
        || outcomes.Contains(acceptances[number - 1].Outcome);

    private int FirstOf(string destination, string? name, string? id) => first.GetValueOrDefault(EventDigest.Of(destination, name, id));

    private int Find(int number, DateTimeOffset at)
    {
        while (number > 0 && acceptances[number - 1].At != at.UtcTicks)
            number = acceptances[number - 1].Next;

        return number;
    }

    /// <summary>The same as <see cref="EventTries"/> of the outcome alone.</summary>
    private struct Acceptance
    {
        private long last;
        private bool wasTried;
        private bool isDead;
        private bool isDelivered;

        public long At { get; init; }

        public int Next { get; init; }

        public readonly string Outcome => isDelivered ? DeliveryStatus.Delivered
            : !wasTried || At > last ? DeliveryStatus.Waiting
            : isDead ? DeliveryStatus.Dead : DeliveryStatus.Deferred;

        public void Add(JournalEntry entry)
        {
            if (entry.FirstQueued.UtcTicks < At)
                return;

            isDelivered |= entry.Outcome == DeliveryStatus.Delivered;
            if (!wasTried || entry.At.UtcTicks >= last)
                (last, wasTried, isDead) = (entry.At.UtcTicks, true, entry.Outcome == DeliveryStatus.Dead);
        }
    }
}
