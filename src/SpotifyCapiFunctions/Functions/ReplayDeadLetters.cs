using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>POST /api/dead-letters/replay</c>: by ids, or by time, reason and destination. A dry run unless <c>"dryRun": false</c>.</summary>
/// <param name="settings">Limits.</param>
/// <param name="replay">Replays.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReplayDeadLetters(AppSettings settings, DeadLetterReplay replay, ILogger<ReplayDeadLetters> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ReplayDeadLetters))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/replay")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!RequestBody.IsJson(request))
                return RequestBody.NotJson();

            var body = await RequestBody.ReadAsync(request, settings.Ingest.MaxBytes, cancellationToken);
            if (body.Problem is not null)
                return body.Problem;

            if (!TryParse(body.Bytes, out var wanted))
                return Answers.Problem(StatusCodes.Status400BadRequest, Malformed);

            var done = await replay.RunAsync(wanted, cancellationToken);
            LogReplayed(logger, done.Replayed, done.Skipped, done.DryRun);
            return HaltedReplay.Of(done, wanted.Again == true, request.HttpContext.Response)
                ?? Answers.Json(done, DeadLetterJsonContext.Default.ReplayJson);
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

    [LoggerMessage(2101, LogLevel.Information, "Replay: {Replayed} dead letters, {Skipped} passed over, dry run: {DryRun}", EventName = "2101")]
    private static partial void LogReplayed(ILogger logger, int replayed, int skipped, bool dryRun);
}
