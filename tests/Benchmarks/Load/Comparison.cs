using System.Diagnostics;
using System.Globalization;
using System.Net;
using Azure.Storage.Queues;
using Benchmarks.Measuring;

namespace Benchmarks.Load;

/// <summary>This app and another build of it by turns, each as a worker of tools/LocalHost on an account of its own. Only the ratios mean anything on a shared machine.</summary>
internal static class Comparison
{
    private const int Warm = 2_000;
    private const int Single = 8_000;
    private const int InBatches = 60_000;

    private static readonly string[] Names =
    [
        "start of the host to the first 202, ms", "CPU of the worker until there, ms", "CPU of the worker, webhooks of one event over 64 connections, µs/event", "of the host",
        "CPU of the worker, batches of 100, µs/event", "of the host", "memory of the worker after that, MB", "webhooks, events/s to Spotify", "batches, events/s to Spotify",
        "CPU of the worker, webhooks once more at the end, µs/event", "of the host",
    ];

    /// <summary>Runs it.</summary>
    /// <param name="app">Where this build was published.</param>
    /// <param name="other">Where the other build was published.</param>
    /// <param name="empty">Where LocalHost.TestApp was published; null: it is left out.</param>
    /// <param name="rounds">How many times each.</param>
    public static async Task<string> RunAsync(string app, string other, string? empty, int rounds)
    {
        List<double[]> here = [], there = [], nothing = [];
        for (var round = 0; round < rounds; round++)
        {
            there.Add(await MeasureAsync(other, round));
            here.Add(await MeasureAsync(app, round));
            if (empty is not null)
                nothing.Add(await MeasureNothingAsync(empty, round));
        }

        var table = new MarkdownTable("Medians", "this", "other", "ratio", "ratio of each round", "empty function", "this to it");
        for (var i = 0; i < Names.Length; i++)
        {
            var (ours, theirs) = (Median(here, i), Median(there, i));
            var none = nothing.Count > 0 && !double.IsNaN(nothing[0][i]) ? Median(nothing, i) : double.NaN;
            table.Add(
                Names[i], Number(ours), Number(theirs), Ratio(ours / theirs), string.Join(" ", here.Zip(there, (a, b) => Ratio(a[i] / b[i]))),
                Number(none), Ratio(ours / none));
        }

        return table.ToString();
    }

    private static async Task<double[]> MeasureAsync(string app, int round)
    {
        await using var stack = await LoadStack.StartAsync(app: app);
        var events = new LoadEvents(Invariant($"r{round}"));
        var (answered, cpu) = await FirstAnswerAsync(stack, events.Webhook());
        await RunAsync(stack, 16, [.. Enumerable.Range(0, Warm).Select(_ => events.Webhook())]);
        var single = await RunAsync(stack, 64, [.. Enumerable.Range(0, Single).Select(_ => events.Webhook())]);
        var batches = await RunAsync(stack, 8, [.. Enumerable.Range(0, InBatches / 100).Select(_ => events.Batch(100))]);

        // The compiler has done most of its work by now.
        var later = await RunAsync(stack, 64, [.. Enumerable.Range(0, Single).Select(_ => events.Webhook())]);
        return
        [
            answered.TotalMilliseconds, cpu.TotalMilliseconds, PerEvent(single.Usage.Worker, single.Events), PerEvent(single.Usage.Host, single.Events),
            PerEvent(batches.Usage.Worker, batches.Events), PerEvent(batches.Usage.Host, batches.Events), batches.Usage.WorkerMemory / 1e6,
            single.EventsPerSecond, batches.EventsPerSecond, PerEvent(later.Usage.Worker, later.Events), PerEvent(later.Usage.Host, later.Events),
        ];
    }

    // As many requests, and as many messages as the app makes of batches of 100; nobody waits for anything at Spotify.
    private static async Task<double[]> MeasureNothingAsync(string app, int round)
    {
        await using var stack = await LoadStack.StartAsync(
            new Dictionary<string, string> { ["AzureFunctionsJobHost__extensions__queues__messageEncoding"] = "none" }, app: app);
        var events = new LoadEvents(Invariant($"n{round}"));
        var (answered, cpu) = await FirstAnswerAsync(stack, ToNothing(events.Webhook()));
        await SendAsync(stack, 16, Warm);
        var single = await SendAsync(stack, 64, Single);
        var queue = new QueueClient(stack.Azurite.ConnectionString, "take");
        var before = stack.Usage;
        await new Backlog(InBatches).FillAsync(stack.Azurite.ConnectionString, "take");
        while ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
            await Task.Delay(20);
        var batches = stack.Usage.Since(before);
        var later = await SendAsync(stack, 64, Single);
        return
        [
            answered.TotalMilliseconds, cpu.TotalMilliseconds, PerEvent(single.Worker, Single), PerEvent(single.Host, Single),
            PerEvent(batches.Worker, InBatches), PerEvent(batches.Host, InBatches), batches.WorkerMemory / 1e6, double.NaN, double.NaN,
            PerEvent(later.Worker, Single), PerEvent(later.Host, Single),
        ];

        async Task<Usage> SendAsync(LoadStack to, int connections, int count)
        {
            LoadRequest[] requests = [.. Enumerable.Range(0, count).Select(_ => ToNothing(events.Webhook()))];
            var start = to.Usage;
            await new LoadRun(to).SendAsync(requests, connections);
            return to.Usage.Since(start);
        }
    }

    private static LoadRequest ToNothing(LoadRequest request) => request with { Path = "/prefix/accept/shop" };

    // The second start: the account has its queue and containers, as it has on all days but one.
    private static async Task<(TimeSpan Answered, TimeSpan Cpu)> FirstAnswerAsync(LoadStack stack, LoadRequest request)
    {
        stack.App.Kill();
        var began = TimeProvider.System.GetTimestamp();
        await stack.App.RestartAsync();
        using var message = request.Message();
        using var answer = await stack.App.Http.SendAsync(message);
        var answered = TimeProvider.System.GetElapsedTime(began);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"The first answer was {answer.StatusCode}.");
        using var worker = Process.GetProcessById(stack.App.WorkerId);
        return (answered, worker.TotalProcessorTime);
    }

    private static Task<LoadFigures> RunAsync(LoadStack stack, int connections, LoadRequest[] requests) =>
        new LoadRun(stack).RunAsync("by turns", requests, connections);

    private static double PerEvent(TimeSpan time, int events) => time.TotalMicroseconds / events;

    private static double Median(IEnumerable<double[]> rounds, int index)
    {
        double[] sorted = [.. rounds.Select(round => round[index]).Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => double.IsNaN(value) ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
