using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Dev.Output;
using Dev.Processes;
using Dev.Push;

namespace Dev.Commands;

/// <summary><c>./run replay</c>: a replay of all dead letters that match, as a job of a running app, and how far it comes.</summary>
/// <param name="wish">What to replay, as the app's route takes it.</param>
internal sealed class ReplayCommand(Uri app, string? key, IReadOnlyDictionary<string, object> wish, Terminal terminal, TimeProvider time)
{
    /// <summary>The job is done, but not every letter went back.</summary>
    public const int LettersSkipped = 2;

    private const string Route = "api/dead-letters/replays";
    private const int Tries = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var http = AppRoutes.Client(app, key, TimeSpan.FromMinutes(3));
        var (job, problem) = await terminal.MeterAsync("Replaying", time, meter => FollowAsync(http, meter, stop));
        return job is null ? terminal.Fail(problem!) : End(job);
    }

    private async Task<(ReplayProgress? Job, Problem? Problem)> FollowAsync(HttpClient http, Meter meter, CancellationToken stop)
    {
        var (job, problem) = await AskAsync(
            () => http.PostAsync(Route, new StringContent(JsonSerializer.Serialize(wish), null, "application/json"), stop), stop);
        for (var failed = 0; job is { Status: "running" };)
        {
            meter.Show(
                string.Create(CultureInfo.InvariantCulture, $"{job.Replayed:N0} of {job.Found:N0} letters looked at are back in the queue"),
                share: null);
            await Task.Delay(Pause, time, stop);
            (var next, problem) = await AskAsync(() => http.GetAsync($"{Route}/{job.Id}", stop), stop);

            // The app continues by itself, so an app that does not answer for a moment is no reason to give up.
            if (next is null && ++failed == Tries)
                return (null, problem);

            (job, failed) = next is null ? (job, failed) : (next, 0);
        }

        return (job, problem);
    }

    private async Task<(ReplayProgress? Job, Problem? Problem)> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken stop)
    {
        try
        {
            using var answer = await ask();
            if (!answer.IsSuccessStatusCode)
                return (null, await ProblemOfAsync(answer, stop));
            return ReplayProgress.TryParse(await answer.Content.ReadAsByteArrayAsync(stop)) is { } job ? (job, null) : (null, NotAJob);
        }
        catch (HttpRequestException failed)
        {
            return (null, AppRoutes.Unreachable(app, failed));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, new Problem($"The app at {app} does not answer. What it has begun, it ends by itself: ./run replay shows it once it does."));
        }
    }

    private static Problem NotAJob { get; } = new("The answer is not a replay. Is --url the address of this app, in this version?");

    private static async Task<Problem> ProblemOfAsync(HttpResponseMessage answer, CancellationToken stop) => answer.StatusCode == HttpStatusCode.Conflict
        ? new Problem("Another replay is not done yet; wait for it.", ProblemBody.Read(await answer.Content.ReadAsByteArrayAsync(stop)).Lines)
        : await AppProblem.ReadAsync(answer, sent: 0, stop);

    private int End(ReplayProgress job)
    {
        var isDry = job.Status == "dry_run";
        (string Name, long Count)[] counts =
        [
            ("match", job.Found),
            (isDry ? "would go back" : "back in the queue", job.Replayed),
            .. job.Skipped.Select(skipped => ($"  {skipped.Key}", skipped.Value)),
        ];
        var rows = counts.Select(row => (string[])[row.Name, row.Count.ToString("N0", CultureInfo.InvariantCulture)]);
        terminal.Print(new TextTable(["Letters", "Count"], [.. rows], 1));
        if (isDry)
            terminal.Print("Nothing was replayed. To do it: --now");
        return isDry || job.Replayed == job.Found ? 0 : terminal.Fail(new Problem(
            string.Create(
                CultureInfo.InvariantCulture, $"{job.Found - job.Replayed:N0} of {job.Found:N0} letters were skipped; docs/operations.md says why."),
            [],
            LettersSkipped));
    }
}

/// <summary>What the app says about a replay.</summary>
/// <param name="Status"><c>running</c>, <c>done</c> or <c>dry_run</c>.</param>
internal sealed record ReplayProgress(string Id, string Status, long Found, long Replayed, IReadOnlyList<KeyValuePair<string, long>> Skipped)
{
    /// <returns>Null when the text is not a replay.</returns>
    public static ReplayProgress? TryParse(byte[] json)
    {
        var root = Json.Parse(json);
        return root.Text("id") is { } id && root.Text("status") is { } status
            ? new ReplayProgress(
                id, status, root.Number("found"), root.Number("replayed"),
                root.Find("skipped", JsonValueKind.Object) is { } skipped
                    ? [.. skipped.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, skipped.Number(one.Name)))]
                    : [])
            : null;
    }
}

/// <summary>How <c>./run replay</c> is called.</summary>
internal static class ReplayArguments
{
    public const string Help = """
        Put dead letters of a running app back into its queue, however many. Counts them only, unless --now is given.
        Exit code 0: all that match are back (or would be). 1: it did not begin, or its progress is unknown; the app resumes it. 2: some were skipped.
        """;

    public static Command Command(Terminal terminal, StopSignal stop)
    {
        var reason = new Option<string?>("--reason") { Description = "Only letters of this reason, such as expired." };
        var destination = new Option<string?>("--destination") { Description = "Only letters of this destination." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Given up at this time or later, such as 2026-01-23T00:00:00Z." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Given up at this time or earlier." };
        var again = new Option<bool>("--again") { Description = "Letters that were replayed before, too." };
        var now = new Option<bool>("--now") { Description = "Do it." };
        var url = new Option<string?>("--url") { Description = $"Where the app is; {PushEnvironment.Url}, or {AppRoutes.LocalApp}." };
        var key = new Option<string?>("--key") { Description = $"Function key; better in {PushEnvironment.Key}." };
        var replay = new Command("replay", Help) { reason, destination, from, to, again, now, url, key };
        replay.Validators.Add(result =>
        {
            if (result.GetResult(reason) is null && result.GetResult(destination) is null && result.GetResult(from) is null && result.GetResult(to) is null)
                result.AddError("Say which letters: --reason, --destination, --from or --to.");
        });
        ScriptCommands.On(replay, terminal, stop, line =>
        {
            var (app, problem) = AppRoutes.Address(line.GetValue(url));
            if (app is null)
                return Task.FromResult(terminal.Fail(problem!));
            (string Name, object? Value)[] wish =
            [
                ("reason", line.GetValue(reason)), ("destination", line.GetValue(destination)), ("from", line.GetValue(from)), ("to", line.GetValue(to)),
                ("again", line.GetValue(again)), ("dryRun", !line.GetValue(now)),
            ];
            var said = wish.Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!);
            return new ReplayCommand(app, AppRoutes.Or(line.GetValue(key), PushEnvironment.Key), said, terminal, TimeProvider.System).RunAsync(stop.Token);
        });
        return replay;
    }
}
