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
    DeadLetterList letters, DeadLetterReplay replay, IngestOptions limits, BodyMemory memory, ILogger<DeadLetterFunctions> logger)
{
    /// <summary><c>GET /api/dead-letters?from&amp;to&amp;reason&amp;destination&amp;open&amp;limit&amp;next</c>.</summary>
    [Function(nameof(ListDeadLetters))]
    public Task ListDeadLetters(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var filter = new DeadLetterFilter(
                query.Moment("from"), query.Moment("to"), query.Text("reason"), query.Text("destination"), query.Choice("open", "true", "false") == "true");
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
            if (!HttpBody.IsJson(request))
                return HttpBody.NotJson();

            using var body = await HttpBody.ReadAsync(request, limits.MaxBytes, memory, cancellationToken);
            if (body.Refusal is { } refusal)
                return refusal.Answer;

            if (!TryParse(body.Bytes, out var wanted))
                return Answers.Problem(StatusCodes.Status400BadRequest, Malformed);

            if (!DeadLetterCursor.IsOurs(wanted.Next))
                return Answers.Problem(StatusCodes.Status400BadRequest, QueryValues.InvalidCursor("next"));

            var done = await replay.RunAsync(wanted, cancellationToken);
            LogReplayed(logger, done.Replayed, done.Skipped, done.DryRun);
            return done is { NotQueued: 0, NotMarked: 0 }
                ? Answers.Json(done, DeadLetterJsonContext.Default.ReplayJson)
                : Halted(done, wanted.Again == true, request.HttpContext.Response);
        });

    private static ValidationError Malformed { get; } = new(
        ErrorCodes.MalformedJson, string.Empty, "Send {\"ids\":[…]} or a range such as {\"from\":\"2026-01-23T00:00:00Z\",\"reason\":\"expired\"}, and \"dryRun\": false to act.");

    // A replay of everything must be asked for by a range, not by an empty object.
    private static bool TryParse(ReadOnlyMemory<byte> body, out ReplayRequestJson request)
    {
        request = null!;
        try
        {
            request = JsonSerializer.Deserialize(body.Span, DeadLetterJsonContext.Default.ReplayRequestJson)!;
            return request is { Ids: not null } or { From: not null } or { To: not null } or { Reason: not null } or { Destination: not null };
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
            ? $"To go on, ask for the ids whose status is {ReplayStatus.NotQueued}: no other is sent once more."
            : "To go on, ask for the same again: those that are back are passed over.";
        var detail = $"{done.Replayed} of {done.Replayed + done.NotQueued} dead letters are back in the queue; {why} {next}";
        var code = done.NotMarked > 0 ? ErrorCodes.StorageUnavailable : ErrorCodes.QueueUnavailable;
        var problem = new ReplayProblemJson(
            "about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, detail, [new ValidationError(code, string.Empty, detail)], done.Replayed, done.Results);
        return Answers.Json(problem, DeadLetterJsonContext.Default.ReplayProblemJson, Status, "application/problem+json");
    }

    [LoggerMessage(2101, LogLevel.Information, "Replay: {Replayed} dead letters, {Skipped} passed over, dry run: {DryRun}", EventName = "2101")]
    private static partial void LogReplayed(ILogger logger, int replayed, int skipped, bool dryRun);
}
