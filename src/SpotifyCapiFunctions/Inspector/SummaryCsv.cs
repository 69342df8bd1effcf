using System.Buffers;
using System.Globalization;
using SpotifyCapi.Text;

namespace SpotifyCapiFunctions.Inspector;

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
