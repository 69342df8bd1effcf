using System.Globalization;
using Benchmarks.Measuring;

namespace Benchmarks.Load;

/// <summary>Steady load for minutes: memory must not grow with the number of events.</summary>
internal static class Soak
{
    private const int EventsPerRound = 20_000;
    private const int Batch = 100;

    // What each round is judged by, but a page can show.
    private const int EventsPerRow = 500_000;

    public static async Task<(string Section, string Text, bool IsRight)> RunAsync(TimeSpan duration)
    {
        var table = new MarkdownTable("Minutes", "events", "memory of the worker, MB", "of the host", "events/s", "accounting");
        var isRight = true;
        await using var stack = await LoadStack.StartAsync();
        var (began, total, row, shown) = (TimeProvider.System.GetTimestamp(), 0, 0, 0);
        while (TimeProvider.System.GetElapsedTime(began) < duration)
        {
            var events = new LoadEvents(string.Create(CultureInfo.InvariantCulture, $"soak{row++}"));
            LoadRequest[] requests = [.. Enumerable.Range(0, EventsPerRound / Batch).Select(_ => events.Batch(Batch))];
            var run = await new LoadRun(stack).RunAsync("soak", requests, connections: 4);
            total += run.Events;
            isRight &= run.Balance.IsRight;
            if (total < shown && TimeProvider.System.GetElapsedTime(began) < duration)
                continue;
            shown += EventsPerRow;
            table.Add(
                TimeProvider.System.GetElapsedTime(began).TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture), total.ToString("N0", CultureInfo.InvariantCulture),
                Megabytes(run.Usage.WorkerMemory), Megabytes(run.Usage.HostMemory), run.EventsPerSecond.ToString("N0", CultureInfo.InvariantCulture), run.Balance.ToString());
        }

        return ("memory", table.ToString(), isRight);
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
}
