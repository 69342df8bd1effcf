using SpotifyCapi.Events;
using SpotifyCapi.Journal;
using SpotifyCapi.Spotify;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>From what became of a request's events to the ingest log.</summary>
internal static class IntakeArrivals
{
    /// <summary>One arrival for each event of the request.</summary>
    /// <param name="report">What became of them.</param>
    /// <param name="events">As read.</param>
    /// <param name="accepted">The good ones.</param>
    /// <param name="positions">Their places in the request.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="at">When they were queued.</param>
    public static IEnumerable<Arrival> Of(
        IntakeReport report,
        IReadOnlyList<ConversionEvent> events,
        IReadOnlyList<AcceptedEvent> accepted,
        IReadOnlyList<int> positions,
        string source,
        Destination destination,
        DateTimeOffset at)
    {
        var good = 0;
        for (var i = 0; i < report.Results.Count; i++)
        {
            var (result, @event) = (report.Results[i], events[i]);
            var mine = good < positions.Count && positions[good] == i ? accepted[good++] : null;
            yield return result.Status switch
            {
                IntakeStatus.Accepted when report.IsStored && mine is not null =>
                    Arrivals.Accepted(mine, source, destination, at, @event.Topic),
                IntakeStatus.Accepted => Arrivals.Other(@event, ArrivalStatus.Unstored, source, destination, at),
                IntakeStatus.Duplicate => Arrivals.Other(@event, ArrivalStatus.Duplicate, source, destination, at),
                IntakeStatus.Ignored => Arrivals.Other(@event, ArrivalStatus.Ignored, source, destination, at) with { Reason = result.Reason, Dropped = result.Dropped },
                _ => Arrivals.Other(@event, ArrivalStatus.Rejected, source, destination, at) with
                {
                    Reason = result.Errors?[0].Code,
                    Errors = result.Errors,
                    Dropped = result.Dropped,
                },
            };
        }
    }
}
