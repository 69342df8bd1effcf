using System.Buffers;
using System.Globalization;
using SpotifyCapi.Records;
using SpotifyCapi.Text;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Lists of requests and of events as tables.</summary>
internal static class DeliveriesCsv
{
    /// <summary>A row for each event.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<EventRowJson> rows)
    {
        var (output, csv) = Begin();
        csv.Begin(
            "key", "at", "source", "destination", "event_id", "event_name", "source_event_name", "topic", "event_time", "outcome", "reason", "attempts",
            "last_at", "status", "replayed");
        foreach (var row in rows)
        {
            csv.Row(
                row.Key, Text(row.At), row.Source, row.Destination, row.EventId, row.EventName, row.SourceEventName, row.Topic, Text(row.EventTime),
                row.Outcome, row.Reason, Text(row.Attempts), Text(row.LastAt), Text(row.Status), row.Replayed == true ? "true" : null);
        }

        return output.WrittenMemory;
    }

    /// <summary>A row for each event of each request.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<JournalEntry> entries)
    {
        var (output, csv) = Begin();
        csv.Begin(
            "at", "destination", "profile", "endpoint", "scope", "source", "attempt", "first_queued", "outcome", "reason", "status", "trace_id",
            "duration_milliseconds", "replayed", "event_id", "event_name", "source_event_name", "event_time", "consent", "opt_out_targeting", "identifiers",
            "amount", "currency", "order_id", "dropped");
        foreach (var entry in entries)
        {
            foreach (var @event in entry.Events)
            {
                csv.Row(
                    Text(entry.At), entry.Destination, entry.Profile, entry.Endpoint, entry.Scope, entry.Source, Text(entry.Attempt), Text(entry.FirstQueued),
                    entry.Outcome, entry.Reason, Text(entry.Status), entry.TraceId, entry.DurationMilliseconds.ToString(CultureInfo.InvariantCulture),
                    entry.Replayed ? "true" : "false", @event.EventId, @event.EventName, @event.SourceEventName, Text(@event.EventTime), @event.Consent,
                    @event.OptOutTargeting ? "true" : "false", string.Join(' ', @event.Identifiers), @event.Amount?.ToString(CultureInfo.InvariantCulture),
                    @event.Currency, @event.OrderId, string.Join(' ', @event.Dropped.Select(drop => $"{drop.Field}:{drop.Code}")));
            }
        }

        return output.WrittenMemory;
    }

    private static (ArrayBufferWriter<byte> Output, CsvWriter Csv) Begin()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        return (output, new CsvWriter(output));
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>The summary as a table: a row for each source and destination.</summary>
internal static class SummaryCsv
{
    public static ReadOnlyMemory<byte> Write(SummaryJson summary)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var csv = new CsvWriter(output);
        csv.Begin(
            "source", "destination", "received", "accepted", "duplicate", "ignored", "rejected", "unstored", "delivered", "waiting", "dead", "replayed",
            "unaccounted", "retried", "unlisted", "attention", "attention_share");
        foreach (var line in summary.Lines)
        {
            csv.Row(
                line.Source, line.Destination, Text(line.Received), Text(line.Accepted), Text(line.Duplicate), Text(line.Ignored), Text(line.Rejected),
                Text(line.Unstored), Text(line.Delivered), Text(line.Waiting), Text(line.Dead), Text(line.Replayed), Text(line.Unaccounted), Text(line.Retried),
                Text(line.Unlisted), Text(line.Attention.Events), line.Attention.Share.ToString(CultureInfo.InvariantCulture));
        }

        return output.WrittenMemory;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
