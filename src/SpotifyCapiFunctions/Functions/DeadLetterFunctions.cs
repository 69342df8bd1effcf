using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Lists and replays dead letters.</summary>
public sealed partial class DeadLetterFunctions(
    DeadLetterList letters, DeadLetterReplay replay, ReplayJobs jobs, ReplayRun runs, IngestOptions limits, BodyMemory memory, TimeProvider time,
    ILogger<DeadLetterFunctions> logger)
{
    // A caller waits so long for what most jobs need; the timer does the rest.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);

    /// <summary><c>GET /api/dead-letters?from&amp;to&amp;reason&amp;destination&amp;open&amp;limit&amp;next</c>.</summary>
    [Function(nameof(ListDeadLetters))]
    public Task ListDeadLetters(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var (from, to) = query.Range();
            var filter = new DeadLetterFilter(
                from, to, query.Choice("reason", DeliveryReasons.All), query.Text("destination"), query.Choice("open", "true", "false") == "true");
            var (limit, next) = (query.Number("limit", 100, 1, 1000), query.Cursor("next", DeadLetterCursor.IsOurs));
            if (query.Problem() is { } problem)
                return problem;

            var (items, following) = await letters.PageAsync(filter, limit, next, cancellationToken);
            return Answers.Json(new DeadLettersJson(items, following), DeadLetterJsonContext.Default.DeadLettersJson);
        });

    /// <summary><c>POST /api/dead-letters/replay</c>: by ids, or by time, reason and destination. A dry run unless <c>"dryRun": false</c>.</summary>
    [Function(nameof(ReplayDeadLetters))]
    public Task ReplayDeadLetters(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/replay")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var (wanted, refusal) = await ReadAsync(request, cancellationToken);
            if (wanted is null)
                return refusal!;

            var done = await replay.RunAsync(wanted, cancellationToken);
            if (done.IsBusy)
                return Running("Another replay is putting dead letters back right now.");

            LogReplayed(logger, done.Replayed, done.Skipped, done.DryRun);
            return done is { NotQueued: 0, NotMarked: 0 }
                ? Answers.Json(done, DeadLetterJsonContext.Default.ReplayJson)
                : Halted(done, wanted.Again == true, request.HttpContext.Response);
        });

    /// <summary>
    /// <c>POST /api/dead-letters/replays</c>: a job that replays all letters of a time, reason or destination, however many. A dry run, which only
    /// counts, unless <c>"dryRun": false</c>. The answer says how far the job came within seconds; the rest follows by itself.
    /// </summary>
    [Function(nameof(StartReplay))]
    public Task StartReplay(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/replays")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var (wanted, refusal) = await ReadAsync(request, cancellationToken);
            if (wanted is null)
                return refusal!;

            if (wanted.Ids is not null || wanted.Next is not null || wanted.Limit is not null)
                return Answers.Problem(StatusCodes.Status400BadRequest, Malformed);

            if (wanted.DryRun != false)
                return Answers.Json(await runs.TryAsync(wanted, cancellationToken), DeadLetterJsonContext.Default.ReplayJob);

            var (job, running) = await jobs.CreateAsync(wanted, cancellationToken);
            if (job is null)
                return Running($"The replay {running} is not done yet.");

            var state = await runs.ResumeAsync(job.Id, time.GetUtcNow() + AtOnce, cancellationToken);
            LogJob(logger, job.Id, state?.Status, state?.Replayed ?? 0, state?.Found ?? 0);
            return Answers.Json(state ?? job, DeadLetterJsonContext.Default.ReplayJob, StatusCodes.Status202Accepted);
        });

    /// <summary><c>GET /api/dead-letters/replays</c>: the newest jobs.</summary>
    [Function(nameof(ListReplays))]
    public Task ListReplays(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters/replays")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
            Answers.Json(new ReplayJobsJson(await jobs.ListAsync(cancellationToken)), DeadLetterJsonContext.Default.ReplayJobsJson));

    /// <summary><c>GET /api/dead-letters/replays/{id}</c>: how far a job has come.</summary>
    [Function(nameof(GetReplay))]
    public Task GetReplay(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters/replays/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () => await jobs.FindAsync(id, cancellationToken) is { Job: var job }
            ? Answers.Json(job, DeadLetterJsonContext.Default.ReplayJob)
            : Answers.Problem(StatusCodes.Status404NotFound, new ValidationError(ErrorCodes.UnknownReplay, string.Empty, "There is no replay of that id.")));

    /// <summary>Every minute: resumes the jobs that are not done.</summary>
    [Function(FunctionNames.ResumeReplays)]
    public async Task ResumeReplays([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken stopping)
    {
        var until = time.GetUtcNow() + ErasePersonalData.MaxRunTime;
        try
        {
            foreach (var id in await jobs.OpenAsync(stopping))
            {
                if (await runs.ResumeAsync(id, until, stopping) is { } state)
                    LogJob(logger, id, state.Status, state.Replayed, state.Found);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next run resumes after the last page that was saved.
        }
    }

    private async Task<(ReplayRequestJson? Wanted, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpBody.IsJson(request))
            return (null, HttpBody.NotJson());

        using var body = await HttpBody.ReadAsync(request, limits.MaxBytes, memory, cancellationToken);
        if (body.Refusal is { } refusal)
            return (null, refusal.Answer);

        if (!TryParse(body.Bytes, out var wanted))
            return (null, Answers.Problem(StatusCodes.Status400BadRequest, Malformed));

        if (wanted.From > wanted.To)
            return (null, Answers.Problem(StatusCodes.Status400BadRequest, QueryValues.Reversed));

        if (wanted.Reason is not null && !DeliveryReasons.All.Contains(wanted.Reason))
            return (null, Answers.Problem(StatusCodes.Status400BadRequest, QueryValues.NoChoice("reason", DeliveryReasons.All)));

        if (wanted.Limit < 1)
            return (null, Answers.Problem(StatusCodes.Status400BadRequest, QueryValues.OutOfRange("limit", 1, DeadLetterReplay.MaxPerCall)));

        if (!DeadLetterCursor.IsOurs(wanted.Next))
            return (null, Answers.Problem(StatusCodes.Status400BadRequest, QueryValues.InvalidCursor("next")));

        return (wanted, null);
    }

    private static ValidationError Malformed { get; } = new(
        ErrorCodes.MalformedJson,
        string.Empty,
        "Send {\"ids\":[…]} or a range such as {\"from\":\"2026-01-23T00:00:00Z\",\"reason\":\"expired\"}, and \"dryRun\": false to act. "
        + "Unknown names are refused.");

    private static IResult Running(string message) =>
        Answers.Problem(StatusCodes.Status409Conflict, new ValidationError(ErrorCodes.ReplayRunning, string.Empty, message));

    // A replay of everything must be asked for by a range, not by an empty object. Beside ids a range would choose nothing, and look as if it did.
    private static bool TryParse(ReadOnlyMemory<byte> body, out ReplayRequestJson request)
    {
        request = null!;
        try
        {
            request = JsonSerializer.Deserialize(body.Span, DeadLetterJsonContext.Default.ReplayRequestJson)!;
            var isRange = request is { From: not null } or { To: not null } or { Reason: not null } or { Destination: not null };
            var isList = request is { Ids: not null };
            return isRange != isList;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // 503 that says how far the replay came and how to resume it without sending anything twice.
    private static IResult Halted(ReplayJson done, bool again, HttpResponse response)
    {
        const int Status = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "5";
        var why = done.NotMarked > 0
            ? $"{done.NotMarked} of them could not be marked, since the storage does not answer now."
            : "the queue does not take the others now.";

        // Only a mark makes a replay skip a letter, and one that was asked for again is not skipped at all.
        var next = again || done.NotMarked > 0
            ? $"To continue, request the ids whose status is {ReplayStatus.NotQueued}; no other letter is sent again."
            : "To continue, repeat the request: letters that are back are skipped.";
        var detail = $"{done.Replayed} of {done.Replayed + done.NotQueued} dead letters are back in the queue; {why} {next}";
        var code = done.NotMarked > 0 ? ErrorCodes.StorageUnavailable : ErrorCodes.QueueUnavailable;
        var problem = new ReplayProblemJson(
            "about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, detail,
            [new ValidationError(code, string.Empty, detail)], done.Replayed, done.Results);
        return Answers.Json(problem, DeadLetterJsonContext.Default.ReplayProblemJson, Status, "application/problem+json");
    }

    [LoggerMessage(2101, LogLevel.Information, "Replay: {Replayed} dead letters, {Skipped} passed over, dry run: {DryRun}", EventName = "2101")]
    private static partial void LogReplayed(ILogger logger, int replayed, int skipped, bool dryRun);

    [LoggerMessage(2102, LogLevel.Information, "Replay {Job} is {Status}: {Replayed} of {Found} dead letters are back in the queue", EventName = "2102")]
    private static partial void LogJob(ILogger logger, string job, string? status, long replayed, long found);
}
