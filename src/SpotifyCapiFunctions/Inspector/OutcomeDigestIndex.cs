using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The outcomes of very many events, some 70 to 110 bytes each. What else a row tells is read later, for the events that become rows.</summary>
internal sealed class OutcomeDigestIndex : IOutcomeSink
{
    // An event that was accepted several times has an acceptance for each; they are chained, the number of the first is kept by the event.
    private readonly Dictionary<EventDigest, int> first = [];
    private readonly List<Acceptance> acceptances = [];

    public DateTimeOffset Earliest { get; private set; } = DateTimeOffset.MaxValue;

    public bool IsAnyOpen => acceptances.Exists(one => one.Outcome is not DeliveryStatus.Delivered);

    public bool IsAnyWaiting => acceptances.Exists(one => one.Outcome is not (DeliveryStatus.Delivered or DeliveryStatus.Dead));

    /// <summary>Adds an accepted event; one that is known already counts once.</summary>
    public void Accept(string destination, string? name, string? id, DateTimeOffset at)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(first, EventDigest.Of(destination, name, id), out var isKnown);
        if (Find(isKnown ? number : 0, at) == 0)
        {
            Earliest = at < Earliest ? at : Earliest;
            acceptances.Add(new Acceptance { At = at.UtcTicks, Next = isKnown ? number : 0 });
            number = acceptances.Count;
        }
    }

    public void Add(JournalEntry entry, JournalEvent @event)
    {
        var all = CollectionsMarshal.AsSpan(acceptances);
        for (var number = FirstOf(entry.Destination, @event.EventName, @event.EventId); number > 0; number = all[number - 1].Next)
            all[number - 1].Add(entry);
    }

    public bool HasAny(IReadOnlyList<string> outcomes) => acceptances.Exists(one => outcomes.Contains(one.Outcome));

    /// <summary>Whether an event may have one of these outcomes: one that was not accepted, or came only just now, is not known here.</summary>
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
            : isDead ? "dead" : DeliveryStatus.Deferred;

        public void Add(JournalEntry entry)
        {
            if (entry.FirstQueued.UtcTicks < At)
                return;

            isDelivered |= entry.Outcome == DeliveryStatus.Delivered;
            if (!wasTried || entry.At.UtcTicks >= last)
                (last, wasTried, isDead) = (entry.At.UtcTicks, true, entry.Outcome == "dead");
        }
    }
}

/// <summary>Identity of an event among very many: 16 bytes of a digest, however long its id is.</summary>
internal readonly record struct EventDigest(long One, long Other)
{
    public static EventDigest Of(string destination, string? name, string? id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes($"{destination}\0{name}\0{id}".AsSpan()), hash);
        return MemoryMarshal.Read<EventDigest>(hash);
    }
}
