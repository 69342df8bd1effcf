using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Benchmarks.Measuring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpotifyCapiFunctions;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace Benchmarks.Week;

/// <summary>
/// What an operator waits for when the logs hold a week of events: a look-up, a page of the list, the summary; each asked of an app that has
/// just started. The logs are written into a folder at the first run, and found there by the next.
/// </summary>
internal static class WeekTest
{
    /// <summary>Runs it.</summary>
    /// <param name="args"><c>--events 7000000</c>, <c>--folder FOLDER</c>; <c>--no-index</c> makes a folder without an index.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Read(args, ["--no-index"], ["--events", "--folder"], out var problem);
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }

        var events = int.Parse(arguments.Value("--events") ?? "7000000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(arguments.Value("--folder") ?? Path.Combine(Path.GetTempPath(), "week-of-logs"));
        await using var azurite = await AzuriteProcess.StartAsync(folder.FullName);
        var (week, table) = (new WeekOfLogs(events), new MarkdownTable("Asked for", "seconds", "MB read", "operations", "answer"));
        if (!File.Exists(Path.Combine(folder.FullName, "whole")))
        {
            await week.WriteAsync(azurite.ConnectionString, () => arguments.Has("--no-index") ? Task.CompletedTask : IndexAsync());
            foreach (var queue in (string[])["conversions", "conversions-poison"])
                await new QueueClient(azurite.ConnectionString, queue).CreateIfNotExistsAsync();

            await azurite.StopAsync();
            await azurite.RestartAsync();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "whole"), events.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var number in (int[])[1001, events / 2, events - 50, events - 1, events + 1])
            await AskAsync($"event {WeekOfLogs.IdOf(number)}", app => FindAsync(app, WeekOfLogs.IdOf(number)));

        await AskAsync("list, first page", app => ListAsync(app, null));
        await AskAsync("list, dead", app => ListAsync(app, null, "dead"));
        await AskAsync("list, one event", app => ListAsync(app, WeekOfLogs.IdOf(events / 3)));
        await AskAsync("requests, first page", async app =>
            $"{(await app.GetRequiredService<RequestList>().PageAsync(new EventFilter(WeekOfLogs.Begin, WeekOfLogs.End, null, null, null, null, []), 100, default)).Entries.Count} rows");
        await AskAsync("summary of a day", app => SummarizeAsync(app, TimeSpan.FromDays(1)));
        await AskAsync("summary of 7 days", app => SummarizeAsync(app, TimeSpan.FromDays(7)));
        Console.WriteLine(table);
        return 0;

        // At the hour, as the run that takes in every day.
        Task IndexAsync() => AskAsync(
            "index, all of it",
            async app =>
            {
                await app.GetRequiredService<TallySums>().RunAsync(default);
                await app.GetRequiredService<LogIndexing>().RunAsync(DateTimeOffset.MaxValue, default);
                return string.Empty;
            },
            WeekOfLogs.Indexed.AddMinutes(-WeekOfLogs.Indexed.Minute));

        async Task AskAsync(string what, Func<IServiceProvider, Task<string>> ask, DateTimeOffset? now = null)
        {
            var counted = new CountedReadings();
            await using var app = App(azurite.ConnectionString, counted, now ?? WeekOfLogs.End);
            var began = Stopwatch.GetTimestamp();
            var answer = await ask(app);
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            table.Add(
                what, took.ToString("0.00", CultureInfo.InvariantCulture), (counted.Bytes / 1e6).ToString("0.00", CultureInfo.InvariantCulture),
                counted.Operations.ToString(CultureInfo.InvariantCulture), answer);
            Console.Error.WriteLine($"{what}: {took:0.00} s, {counted.Bytes / 1e6:0.00} MB, {counted.Operations} operations {answer}");
        }
    }

    private static async Task<string> FindAsync(IServiceProvider app, string id) =>
        await app.GetRequiredService<DeliveryHistory>().FindAsync(id, null, null, null, default) is { } found
            ? $"{found.Outcome}, {found.Received.Count} + {found.Entries.Count}" : "none";

    private static async Task<string> ListAsync(IServiceProvider app, string? id, params string[] outcomes) =>
        $"{(await app.GetRequiredService<EventList>().PageAsync(new EventFilter(WeekOfLogs.Begin, WeekOfLogs.End, id, null, null, null, outcomes), 100, null, default)).Events.Count} rows";

    private static async Task<string> SummarizeAsync(IServiceProvider app, TimeSpan back)
    {
        var totals = (await app.GetRequiredService<SummaryReport>().CreateAsync(WeekOfLogs.End - back, WeekOfLogs.End, default)).Totals;
        return $"{totals.Accepted} accepted, {totals.Delivered} delivered, {totals.Dead} dead";
    }

    private static ServiceProvider App(string storage, CountedReadings counted, DateTimeOffset now)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Destinations:main:ConnectionId"] = "11111111-1111-4111-8111-111111111111",
            ["Destinations:main:TokenSecret"] = "main-token",
            ["Secrets:main_token"] = "the token",
            ["Sources:shop:Kind"] = "Shopify",
            ["Sources:shop:Secrets"] = "shop-secret",
            ["Secrets:shop_secret"] = "the secret",
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new TimeOfTheWeek(now));
        services.AddSpotifyCapi(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton(new BlobContainers(new BlobServiceClient(storage, counted.Options())));
        return services.BuildServiceProvider();
    }

    private sealed class TimeOfTheWeek(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
