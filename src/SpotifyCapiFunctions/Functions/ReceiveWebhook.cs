using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>POST /api/webhooks/{source}</c>: a shop's signed webhook. Nothing outside is called but the queue, so the answer is quick.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="webhooks">Verifies, reads and takes in.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ReceiveWebhook(AppSettings settings, WebhookIntake webhooks, TimeProvider time, ILogger<ReceiveWebhook> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Name of a configured source.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    [Function(nameof(ReceiveWebhook))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!settings.Sources.TryGetValue(source, out var configured))
                return Answers.Problem(StatusCodes.Status404NotFound, UnknownSource);

            var body = await RequestBody.ReadAsync(request, settings.Ingest.MaxWebhookBytes, cancellationToken);
            if (body.Problem is not null)
            {
                webhooks.Refused(source, body.Code!, request.ContentLength);
                return body.Problem;
            }

            var webhook = WebhookRequests.From(request, body.Bytes, time.GetUtcNow());
            if (configured.Webhooks.IsHandshake(webhook))
                return Results.Ok();

            if (!RequestBody.IsJson(request))
            {
                webhooks.Refused(source, ErrorCodes.UnsupportedMediaType, body.Bytes.Length);
                return RequestBody.NotJson();
            }

            return await webhooks.VerifyAsync(configured, webhook, cancellationToken) == SignatureResult.Valid
                ? await webhooks.TakeAsync(configured, webhook, request.HttpContext.Response, cancellationToken)
                : Answers.Unauthorized();
        });

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");
}
