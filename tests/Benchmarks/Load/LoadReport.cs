using System.Globalization;
using Benchmarks.Measuring;

namespace Benchmarks.Load;

/// <summary>The whole load test: how fast, how late, and how many operations of the storage account.</summary>
internal static class LoadReport
{
    private static readonly Dictionary<string, string> WithoutGroups = new() { ["Ingest__GroupWindow"] = "00:00:00" };

    public static async Task<(string Section, string Text, bool IsRight)> RunAsync(LoadSize size)
    {
        var runs = new List<LoadFigures>();
        await using (var stack = await LoadStack.StartAsync())
        {
            // The first requests pay for compilation; they are not what is asked here.
            await RunAsync(stack, "warm-up", 16, Webhooks("warm", 500));
            runs.Add(await RunAsync(stack, "webhooks of one event", 1, Webhooks("one", size.OnOneConnection)));
            runs.Add(await RunAsync(stack, "webhooks of one event", 16, Webhooks("sixteen", size.OnSixteen)));
            runs.Add(await RunAsync(stack, "webhooks of one event", 64, Webhooks("many", size.OnSixtyFour)));
            runs.Add(await RunAsync(stack, "batches of 100", 8, Batches("hundred", size.InBatches, 100)));
            runs.Add(await RunAsync(stack, "batches of 1,000", 8, Batches("thousand", size.InBatches, 1_000)));
        }

        LoadFigures alone;
        await using (var stack = await LoadStack.StartAsync(WithoutGroups))
        {
            await RunAsync(stack, "warm-up", 16, Webhooks("warm", 300));
            alone = await RunAsync(stack, "the same, group commit off", 64, Webhooks("alone", size.WithoutGroups));
            runs.Insert(3, alone);
        }

        var drain = await DrainAsync(size.Waiting);
        runs.Add(drain);
        var start = await StartUp.MeasureAsync(size.Starts);
        var text = $"""
            {Table(runs)}

            Webhooks of one event over 64 connections, events/s to Spotify, group commit on against off: {Ratio(runs[2], alone)}.
            From the start of the host to an open port with the worker behind it: {Milliseconds(start.Listening)}; to the first 202: {Milliseconds(start.FirstAnswer)}.

            {await OperationsAsync(size.Counted, size.CountedLoads)}
            """;
        return ("load", text, runs.TrueForAll(run => run.Balance.IsRight));
    }

    private static Task<LoadFigures> RunAsync(LoadStack stack, string name, int connections, IReadOnlyList<LoadRequest> requests) =>
        new LoadRun(stack).RunAsync(name, requests, connections);

    private static async Task<LoadFigures> DrainAsync(int events)
    {
        var backlog = new Backlog(events);
        await using var stack = await LoadStack.StartAsync(prepare: backlog.FillAsync);
        var (began, before) = (TimeProvider.System.GetTimestamp(), stack.Usage);
        var arrivals = new Arrivals(stack.Spotify.Received, 0);
        await arrivals.WaitAsync(backlog.Ids, TimeSpan.FromMinutes(4));
        var taken = TimeProvider.System.GetElapsedTime(began);
        return new LoadFigures(
            "drain of waiting events, from the start of the app", 0, events, taken, taken, new(0, 0), new(0, 0), arrivals.Balance(backlog.Ids, 0),
            stack.Usage.Since(before));
    }

    /// <summary>Counts the operations of the storage account.</summary>
    /// <param name="events">Events of each load.</param>
    /// <param name="loads">How many of the loads.</param>
    public static async Task<string> OperationsAsync(int events, int loads)
    {
        var table = new MarkdownTable("Storage operations per 1,000 events", "send", "receive", "delete", "blob write", "blob read", "all", "$ per million");
        (string Name, int Connections, LoadRequest[] Requests, IReadOnlyDictionary<string, string>? Settings)[] all =
        [
            ("webhooks of one event, 64 connections, group commit off", 64, Webhooks("off", events / 4), WithoutGroups),
            ("webhooks of one event, 64 connections", 64, Webhooks("on", events), null),
            ("batches of 100", 8, Batches("b100", events, 100), null),
            ("batches of 1,000", 8, Batches("b1000", events, 1_000), null),
        ];
        foreach (var (name, connections, requests, settings) in all.Take(loads))
            await CountAsync(name, connections, requests, settings);
        return table.ToString();

        async Task CountAsync(string name, int connections, IReadOnlyList<LoadRequest> requests, IReadOnlyDictionary<string, string>? settings)
        {
            var operations = new StorageOperations();
            await using var stack = await LoadStack.StartAsync(settings, operations.Note);
            await RunAsync(stack, "warm-up", 16, Webhooks("warm", 100));
            operations.Reset();
            var run = await RunAsync(stack, name, connections, requests);
            await Task.Delay(TimeSpan.FromSeconds(1));
            table.Add(
                name, Per(operations.Sends), Per(operations.Receives), Per(operations.Deletes), Per(operations.BlobWrites), Per(operations.BlobReads),
                Per(operations.All), ListPrice.PerMillion(operations, run.Events).ToString("0.00", CultureInfo.InvariantCulture));

            string Per(int count) => (count * 1000.0 / run.Events).ToString("0.0", CultureInfo.InvariantCulture);
        }
    }

    private static LoadRequest[] Webhooks(string prefix, int count)
    {
        var events = new LoadEvents(prefix);
        return [.. Enumerable.Range(0, count).Select(_ => events.Webhook())];
    }

    private static LoadRequest[] Batches(string prefix, int count, int size)
    {
        var events = new LoadEvents(prefix);
        return [.. Enumerable.Range(0, count / size).Select(_ => events.Batch(size))];
    }

    private static string Table(IEnumerable<LoadFigures> runs)
    {
        var table = new MarkdownTable(
            "Load", "connections", "events", "202s, events/s", "to Spotify, events/s", "202 p50, ms", "p99", "202 to Spotify p50, ms", "p99", "CPU of the worker, µs/event", "of the host", "of all",
            "memory of the worker, MB", "of the host", "accounting");
        foreach (var run in runs)
        {
            var isDrain = run.Connections == 0;
            table.Add(
                run.Name, isDrain ? "" : $"{run.Connections}", Number(run.Events), isDrain ? "" : Number(run.TakenPerSecond), Number(run.EventsPerSecond),
                isDrain ? "" : Time(run.Answer.P50), isDrain ? "" : Time(run.Answer.P99), isDrain ? "" : Time(run.Delivery.P50), isDrain ? "" : Time(run.Delivery.P99),
                PerEvent(run.Usage.Worker), PerEvent(run.Usage.Host), PerEvent(run.Usage.All),
                Number(run.Usage.WorkerMemory / 1e6), Number(run.Usage.HostMemory / 1e6), run.Balance.ToString());

            string PerEvent(TimeSpan time) => Number(time.TotalMicroseconds / run.Events);
        }

        return table.ToString();
    }

    private static string Ratio(LoadFigures on, LoadFigures off) => (on.EventsPerSecond / off.EventsPerSecond).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(double value) => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms";

    private static string Time(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
