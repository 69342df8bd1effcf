using System.Runtime.InteropServices;

namespace SpotifyStandIn.Received;

/// <summary>
/// Every request in order: the ground truth that a test compares a sender's claims with.
/// A request is in the log before its answer is written, so a caller that has its answer finds it here.
/// </summary>
public sealed class ReceivedLog
{
    private readonly Lock _gate = new();
    private readonly int _keptBodies;
    private readonly long _keptBodyBytes;
    private List<ReceivedRequest> _requests = [];
    private EventTallies _tallies = new();
    private KeptBodies _bodies;
    private long _forgotten;

    internal ReceivedLog(StandInOptions options)
    {
        (_keptBodies, _keptBodyBytes) = (options.KeptBodies, options.KeptBodyBytes);
        _bodies = new KeptBodies(_keptBodies, _keptBodyBytes);
    }

    public IReadOnlyList<ReceivedRequest> Requests => Since(0);

    /// <summary>The requests after the one with this sequence number.</summary>
    public IReadOnlyList<ReceivedRequest> Since(long sequence)
    {
        lock (_gate)
        {
            var start = (int)Math.Clamp(sequence - _forgotten, 0, _requests.Count);
            return _requests.GetRange(start, _requests.Count - start);
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
        lock (_gate)
            return _tallies.Summarize();
    }

    /// <summary>Forgets everything but keeps counting, so that a reader's last sequence number stays right.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _forgotten += _requests.Count;
            _requests = [];
            _tallies = new EventTallies();
            _bodies = new KeptBodies(_keptBodies, _keptBodyBytes);
        }
    }

    internal ReceivedRequest Append(ReceivedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            request.Sequence = _forgotten + _requests.Count;
            _tallies.Add(request);
            _bodies.Add(request);
        }

        return request;
    }
}

/// <summary>Forgets the oldest bodies once there are too many or they are too large. The log's lock guards it.</summary>
internal sealed class KeptBodies(int maxCount, long maxBytes)
{
    private readonly Queue<ReceivedRequest> _requests = new();
    private long _bytes;

    public void Add(ReceivedRequest request)
    {
        if (request.KeptBody is null)
            return;
        _requests.Enqueue(request);
        _bytes += request.BodyLength;
        while (_requests.Count > maxCount || _bytes > maxBytes)
        {
            var oldest = _requests.Dequeue();
            _bytes -= oldest.BodyLength;
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
    private readonly Dictionary<(string? Connection, string? Id), Tally> _ids = [];
    private readonly SortedDictionary<int, long> _statuses = [];
    private long _requests, _tokens, _unknown, _events, _accepted, _distinct, _changed;

    public void Add(ReceivedRequest request)
    {
        switch (request.Kind)
        {
            case RequestKind.Token: _tokens++; return;
            case RequestKind.Unknown: _unknown++; return;
        }

        _requests++;
        _statuses[request.Status ?? 0] = _statuses.GetValueOrDefault(request.Status ?? 0) + 1;
        foreach (var received in request.Events)
            Add(request, received);
    }

    public ReceivedSummary Summarize() => new()
    {
        Requests = _requests,
        TokenRequests = _tokens,
        UnknownRequests = _unknown,
        Events = _events,
        AcceptedEvents = _accepted,
        DistinctEventIds = _distinct,
        Duplicates = _accepted - _distinct,
        ChangedEventIds = _changed,
        Statuses = new SortedDictionary<int, long>(_statuses),
    };

    private void Add(ReceivedRequest request, ReceivedEvent received)
    {
        _events++;
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, (request.Connection, received.Id), out var known);
        if (!known)
        {
            tally.First = received.Sha256;
        }
        else if (!tally.Changed && received.Id is not null && tally.First != received.Sha256)
        {
            tally.Changed = true;
            _changed++;
        }

        if (!request.Accepted)
            return;
        _accepted++;

        // Without an id, which only the partner profile tolerates, nothing is known to be the same event.
        if (!tally.Accepted || received.Id is null)
            _distinct++;
        tally.Accepted = true;
    }

    private struct Tally
    {
        public Sha256Digest First;
        public bool Accepted;
        public bool Changed;
    }
}
