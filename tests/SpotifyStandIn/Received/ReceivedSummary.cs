namespace SpotifyStandIn.Received;

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
