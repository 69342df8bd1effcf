using System.Diagnostics;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Http;

/// <summary>
/// The outermost frame of every HTTP function. In the worker an exception that leaves a function becomes an empty answer, so each is turned
/// into its status here. The answer is written here too: a result that a function returns goes to the host a second time, as JSON.
/// </summary>
internal static partial class HttpEdge
{
    // How long the unread rest of a body is drained: 100 MiB at 14 Mbit/s.
    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromSeconds(60);

    /// <summary>Runs a function's body and writes its answer.</summary>
    public static async Task RunAsync(HttpRequest request, ILogger logger, Func<Task<IResult>> body)
    {
        // The worker calls a function from its stream to the host, where the request's activity is not the current one. One that continues a trace
        // of the host is better.
        if (Activity.Current?.ParentId is null)
            Activity.Current = request.HttpContext.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current;
        var answer = await AnswerAsync(request, logger, body);
        await DrainAsync(request);
        try
        {
            await answer.ExecuteAsync(request.HttpContext);
        }
        catch (Exception exception) when (IsGone(exception, request))
        {
            // No one is left to read it.
        }
    }

    /// <summary>Runs a function's body; there is an answer whatever happens.</summary>
    internal static async Task<IResult> AnswerAsync(HttpRequest request, ILogger logger, Func<Task<IResult>> body)
    {
        try
        {
            return await body();
        }
        catch (Exception exception)
        {
            return AnswerTo(exception, request, logger);
        }
    }

    private static IResult AnswerTo(Exception exception, HttpRequest request, ILogger logger)
    {
        var response = request.HttpContext.Response;
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Answers.Problem(
                    StatusCodes.Status413PayloadTooLarge,
                    new ValidationError(ErrorCodes.BodyTooLarge, string.Empty, "The body is longer than this server takes."));
            case BadHttpRequestException { StatusCode: var status }:
                return Answers.Problem(
                    status, new ValidationError(ErrorCodes.BodyIncomplete, string.Empty, "The body could not be read to its end; check Content-Length."));
            case var _ when IsGone(exception, request):
                // No one is left to read it; the host's log still needs a status.
                return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
            case OperationCanceledException:
                return Answers.Unavailable(response, ErrorCodes.ShuttingDown, "This instance is being stopped. Send the same again; another one takes it.");
            case SecretUnavailableException { Name: var name }:
                LogSecret(logger, name);
                return Answers.Unavailable(response, ErrorCodes.SecretUnavailable, "A secret that is needed cannot be read now. Send the same again.");
            case var _ when IsStorage(exception):
                var (code, word) = AzureFailure.Of(exception);
                LogStorage(logger, Route(request), code, word);
                return Answers.StorageUnavailable(response);
            default:
                // The message of an unforeseen exception may hold anything; type and stack are ours.
                LogFailed(logger, Route(request), exception.GetType().FullName, exception.StackTrace);
                return Answers.Problem(
                    StatusCodes.Status500InternalServerError,
                    new ValidationError(ErrorCodes.InternalError, string.Empty, "Something went wrong here. Send the same again later."));
        }
    }

    private static bool IsGone(Exception exception, HttpRequest request) =>
        exception is OperationCanceledException or IOException && request.HttpContext.RequestAborted.IsCancellationRequested;

    // The host sends the whole body before it looks for an answer. Were the connection closed before that, the caller would get the host's 502
    // instead of the reason.
    private static async Task DrainAsync(HttpRequest request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        limit.CancelAfter(MaxDrainTime);
        try
        {
            await request.Body.CopyToAsync(Stream.Null, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Too long, broken off, or too slow: the answer stands.
        }
    }

    // What the client library throws when the service is down, unwell or refuses the app; after its last try it packs the failures of all tries
    // together, time limits among them. 412: a reading broke, and what was read has changed since.
    private static bool IsStorage(Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 401 or 403 or 408 or 412 or 429 or >= 500 } or AuthenticationFailedException => true,
        AggregateException { InnerExceptions: [var first, ..] } => first is OperationCanceledException || IsStorage(first),
        _ => false,
    };

    // Never the path: a caller writes into it what they like.
    private static string Route(HttpRequest request) =>
        (request.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route ? $"/{route.TrimStart('/')}" : "A route";

    [LoggerMessage(8003, LogLevel.Warning, "{Route}: the storage does not answer ({Status} {Code})", EventName = "8003")]
    private static partial void LogStorage(ILogger logger, string route, int? status, string code);

    [LoggerMessage(1101, LogLevel.Error, "{Route} failed with {Type}: {Stack}", EventName = "1101")]
    private static partial void LogFailed(ILogger logger, string route, string? type, string? stack);

    [LoggerMessage(1102, LogLevel.Error, "The secret {Secret} is not available, so signatures cannot be checked", EventName = "1102")]
    private static partial void LogSecret(ILogger logger, string secret);
}
