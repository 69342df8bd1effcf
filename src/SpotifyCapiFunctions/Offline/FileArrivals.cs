using SpotifyCapi.Codes;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Counts the rows of files, in the metrics and in the figures of the summary.</summary>
/// <param name="telemetry">The metrics.</param>
/// <param name="log">The figures. Rows have no lines there: a night's file would push out everything else.</param>
internal sealed class FileArrivals(ConversionTelemetry telemetry, IngestLog log)
{
    /// <summary>Counts rows that are accounted for.</summary>
    /// <param name="source">Whose file it is.</param>
    /// <param name="segment">The rows.</param>
    public void Count(FileSource source, FileSegment segment)
    {
        var counts = segment.Counts;
        telemetry.Received(source.Name, source.Destination, counts.Rows);
        telemetry.Accepted(source.Name, source.Destination, counts.Accepted);
        telemetry.Duplicate(source.Name, source.Destination, counts.Duplicates);
        var figures = new Figures { Accepted = counts.Accepted, Duplicate = counts.Duplicates, Unlisted = counts.Rows };
        foreach (var (code, count) in counts.ByCode)
        {
            if (IgnoreReasons.All.Contains(code))
            {
                telemetry.Ignored(source.Name, code, count);
                figures.Ignored = Figures.Plus(figures.Ignored, code, count);
            }
            else
            {
                telemetry.Rejected(source.Name, code, count);
                figures.Rejected = Figures.Plus(figures.Rejected, code, count);
            }
        }

        log.Record(segment.Begun, source.Name, source.Destination, figures);
    }
}
