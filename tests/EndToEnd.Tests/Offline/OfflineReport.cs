using System.Globalization;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Offline;

/// <summary>One line for each measured run, in the test's output and in artifacts/offline-report.md.</summary>
public static class OfflineReport
{
    private const string Head = "| Run | Rows | File, MB | Kills | Seconds until queued | Rows/s into the queue | Messages | Seconds until delivered | Sent twice | Peak memory, MB |\n|---|---|---|---|---|---|---|---|---|---|\n";

    private static readonly Lock Gate = new();

    public static void Write(ITestOutputHelper output, string name, Measurement run)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {run.Rows} | {run.Bytes / 1e6:0.0} | {run.Kills} | {run.Queued.TotalSeconds:0.0} | {run.Rows / run.Queued.TotalSeconds:0} | {run.Messages} | {run.Delivered.TotalSeconds:0.0} | {run.Repeated} | {run.PeakMemory / 1e6:0} |");
        output.WriteLine(line);
        lock (Gate)
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "offline-report.md");
            File.AppendAllText(file, (File.Exists(file) ? "" : Head) + line + "\n");
        }
    }
}

/// <summary>What a run took.</summary>
/// <param name="Rows">Of the file.</param>
/// <param name="Bytes">Of the file.</param>
/// <param name="Kills">How often the app was killed meanwhile.</param>
/// <param name="Queued">From the first byte until every row was in its place.</param>
/// <param name="Delivered">From the first byte until the queue was empty.</param>
/// <param name="Messages">In the queue, all together.</param>
/// <param name="Repeated">Events that reached Spotify more than once.</param>
/// <param name="PeakMemory">Largest resident set of the app, bytes.</param>
public sealed record Measurement(long Rows, long Bytes, int Kills, TimeSpan Queued, TimeSpan Delivered, long Messages, long Repeated, long PeakMemory);
