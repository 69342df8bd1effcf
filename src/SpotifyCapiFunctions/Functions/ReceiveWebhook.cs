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
public sealed class ReceiveWebhook(
    AppSettings settings, WebhookSignatures signatures, WebhookIntake webhooks, TimeProvider time, ILogger<ReceiveWebhook> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(ReceiveWebhook))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!settings.Sources.TryGetValue(source, out var configured))
                return Answers.Problem(StatusCodes.Status404NotFound, UnknownSource);

            var body = await HttpBody.ReadAsync(request, settings.Ingest.MaxWebhookBytes, cancellationToken);
            if (body.Problem is not null)
            {
                webhooks.Refused(source, body.Code!, request.ContentLength);
                return body.Problem;
            }

            var webhook = body.AsWebhook(request, time.GetUtcNow());
            if (configured.Webhooks.IsHandshake(webhook))
                return Results.Ok();

            if (!HttpBody.IsJson(request))
            {
                webhooks.Refused(source, ErrorCodes.UnsupportedMediaType, body.Bytes.Length);
                return HttpBody.NotJson();
            }

            return await signatures.VerifyAsync(configured, webhook, cancellationToken) == SignatureResult.Valid
                ? await webhooks.TakeAsync(configured, webhook, request.HttpContext.Response, cancellationToken)
                : Answers.Unauthorized();
        });

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");
}
