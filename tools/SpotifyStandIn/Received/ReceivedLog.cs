using System.Runtime.InteropServices;

namespace SpotifyStandIn.Received;

/// <summary>
/// Every request in order: the ground truth that a test compares a sender's claims with.
/// A request is in the log before its answer is written, so a caller that has its answer finds it here.
/// </summary>
public sealed class ReceivedLog
{
    private readonly Lock gate = new();
    private readonly int keptBodies;
    private readonly long keptBodyBytes;
    private List<ReceivedRequest> requests = [];
    private EventTallies tallies = new();
    private KeptBodies bodies;
    private long forgotten;

    internal ReceivedLog(StandInOptions options)
    {
        (keptBodies, keptBodyBytes) = (options.KeptBodies, options.KeptBodyBytes);
        bodies = new KeptBodies(keptBodies, keptBodyBytes);
    }

    public IReadOnlyList<ReceivedRequest> Requests => Since(0);

    /// <summary>The requests after the one with this sequence number.</summary>
    public IReadOnlyList<ReceivedRequest> Since(long sequence)
    {
        lock (gate)
        {
            var start = (int)Math.Clamp(sequence - forgotten, 0, requests.Count);
            return requests.GetRange(start, requests.Count - start);
        }
    }

    /// <summary>Every send of the event, in order.</summary>
    public IReadOnlyList<(ReceivedRequest Request, ReceivedEvent Event)> Find(string eventId) =>
    [
        .. from request in Requests
           from received in request.Events
           where received.Id == eventId
           select (request, received),
    ];

    public ReceivedSummary Summarize()
    {
        lock (gate)
            return tallies.Summarize();
    }

    /// <summary>Forgets everything but keeps counting, so that a reader's last sequence number stays right.</summary>
    public void Clear()
    {
        lock (gate)
        {
            forgotten += requests.Count;
            requests = [];
            tallies = new EventTallies();
            bodies = new KeptBodies(keptBodies, keptBodyBytes);
        }
    }

    internal ReceivedRequest Append(ReceivedRequest request)
    {
        lock (gate)
        {
            requests.Add(request);
            request.Sequence = forgotten + requests.Count;
            tallies.Add(request);
            bodies.Add(request);
        }

        return request;
    }
}

/// <summary>Forgets the oldest bodies once there are too many or they are too large. The log's lock guards it.</summary>
internal sealed class KeptBodies(int maxCount, long maxBytes)
{
    private readonly Queue<ReceivedRequest> requests = new();
    private long bytes;

    public void Add(ReceivedRequest request)
    {
        if (request.KeptBody is null)
            return;
        requests.Enqueue(request);
        bytes += request.BodyLength;
        while (requests.Count > maxCount || bytes > maxBytes)
        {
            var oldest = requests.Dequeue();
            bytes -= oldest.BodyLength;
            oldest.ForgetBody();
        }
    }
}

/// <summary>The log in numbers.</summary>
public sealed record ReceivedSummary
{
    /// <summary>Requests for the three event endpoints, whatever became of them.</summary>
    public required long Requests { get; init; }

    public required long TokenRequests { get; init; }

    /// <summary>Requests for paths that do not exist: a sender with a wrong endpoint.</summary>
    public required long UnknownRequests { get; init; }

    public required long Events { get; init; }

    public required long AcceptedEvents { get; init; }

    /// <summary>Accepted pairs of connection and event id.</summary>
    public required long DistinctEventIds { get; init; }

    /// <summary>Accepted events beyond the first of their connection and id.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Pairs of connection and event id that were sent with differing bytes, accepted or not.</summary>
    public required long ChangedEventIds { get; init; }

    /// <summary>Event requests by status; 0 stands for "no answer".</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }
}

/// <summary>Counts kept as requests come in, so that a summary never walks the log. The log's lock guards it.</summary>
internal sealed class EventTallies
{
    private readonly Dictionary<(string? Connection, string? Id), Tally> ids = [];
    private readonly SortedDictionary<int, long> statuses = [];
    private long requests, tokens, unknown, events, accepted, distinct, changed;

    public void Add(ReceivedRequest request)
    {
        switch (request.Kind)
        {
            case RequestKind.Token: tokens++; return;
            case RequestKind.Unknown: unknown++; return;
        }

        requests++;
        statuses[request.Status ?? 0] = statuses.GetValueOrDefault(request.Status ?? 0) + 1;
        foreach (var received in request.Events)
            Add(request, received);
    }

    public ReceivedSummary Summarize() => new()
    {
        Requests = requests,
        TokenRequests = tokens,
        UnknownRequests = unknown,
        Events = events,
        AcceptedEvents = accepted,
        DistinctEventIds = distinct,
        Duplicates = accepted - distinct,
        ChangedEventIds = changed,
        Statuses = new SortedDictionary<int, long>(statuses),
    };

    private void Add(ReceivedRequest request, ReceivedEvent received)
    {
        events++;
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, (request.Connection, received.Id), out var known);
        if (!known)
        {
            tally.First = received.Sha256;
        }
        else if (!tally.Changed && received.Id is not null && tally.First != received.Sha256)
        {
            tally.Changed = true;
            changed++;
        }

        if (!request.Accepted)
            return;
        accepted++;

        // Without an id, which only the partner profile tolerates, nothing is known to be the same event.
        if (!tally.Accepted || received.Id is null)
            distinct++;
        tally.Accepted = true;
    }

    private struct Tally
    {
        public Sha256Digest First;
        public bool Accepted;
        public bool Changed;
    }
}
