namespace SpotifyStandIn.Received;

/// <summary>
/// Every request in order: the ground truth that a test compares a sender's claims with.
/// A request is in the log before its answer is written, so whoever has an answer finds it here.
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

    /// <summary>Forgets everything but goes on counting, so that a reader's last sequence number stays right.</summary>
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
