using SpotifyStandIn.Received;

namespace SpotifyStandIn.Diagnostics;

/// <summary>Accepted CAPI events per connection, hour and name: what Ads Manager would chart.</summary>
internal sealed class EventCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Connection, DateTimeOffset Hour, string Name), EventCount> _counts = [];

    public void Add(ReceivedRequest request)
    {
        var at = request.ReceivedAt.ToUniversalTime();
        var hour = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
        lock (_gate)
        {
            foreach (var received in request.Events)
            {
                var key = (request.Connection!, hour, SignalEventNames.Of(received.Name!));
                var before = _counts.GetValueOrDefault(key);
                _counts[key] = new EventCount(before.Count + 1, at);
            }
        }
    }

    public IReadOnlyList<EventCountLine> Lines()
    {
        lock (_gate)
            return [.. _counts.Select(line => new EventCountLine(line.Key.Connection, line.Key.Hour, line.Key.Name, line.Value))];
    }
}

internal readonly record struct EventCount(long Count, DateTimeOffset LastActivity)
{
    public static EventCount operator +(EventCount left, EventCount right) =>
        new(left.Count + right.Count, left.LastActivity > right.LastActivity ? left.LastActivity : right.LastActivity);
}

internal sealed record EventCountLine(string Connection, DateTimeOffset Hour, string Name, EventCount Count);
