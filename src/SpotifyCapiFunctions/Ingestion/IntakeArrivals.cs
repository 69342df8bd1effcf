using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>From what became of a request's events to the ingest log.</summary>
internal static class IntakeArrivals
{
    /// <summary>One arrival for each event of the request.</summary>
    /// <param name="report">What became of them.</param>
    /// <param name="events">As read.</param>
    /// <param name="good">The good ones, in order.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="at">When the request arrived.</param>
    public static IEnumerable<IngestRecord> Of(
        IntakeReport report,
        IReadOnlyList<ConversionEvent> events,
        IReadOnlyList<QueuedEvent> good,
        string source,
        Destination destination,
        DateTimeOffset at)
    {
        var next = 0;
        for (var i = 0; i < report.Results.Count; i++)
        {
            var (result, @event) = (report.Results[i], events[i]);
            var mine = next < good.Count && good[next].Position == i ? good[next++] : default;
            yield return result.Status switch
            {
                IntakeStatus.Accepted when mine.QueuedAt is { } queued => IngestRecord.Accepted(mine.Event, source, destination, queued, @event.Topic),
                IntakeStatus.Accepted => IngestRecord.Other(@event, IngestStatus.Unstored, source, destination, at),
                IntakeStatus.Duplicate => IngestRecord.Other(@event, IngestStatus.Duplicate, source, destination, at),
                IntakeStatus.Ignored => IngestRecord.Other(@event, IngestStatus.Ignored, source, destination, at) with { Reason = result.Reason, Dropped = result.Dropped },
                _ => IngestRecord.Other(@event, IngestStatus.Rejected, source, destination, at) with
                {
                    Reason = result.Errors?[0].Code,
                    Errors = result.Errors,
                    Dropped = result.Dropped,
                },
            };
        }
    }
}
