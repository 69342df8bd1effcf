using System.Runtime.InteropServices;

namespace SpotifyStandIn.Received;

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
