using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// <c>POST /api/webhooks/{source}</c>: a shop's signed webhook. Nothing outside is called but the queue, so the answer is quick. Strangers may call it:
/// until a signature is verified nothing is held without need, and nobody is alerted.
/// </summary>
public sealed class ReceiveWebhook(
    AppSettings settings, BodyMemory memory, WebhookSignatures signatures, WebhookIntake webhooks, TimeProvider time, ILogger<ReceiveWebhook> logger)
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

            var head = HttpBody.AsWebhook(request, default, time.GetUtcNow());
            if (WebhookSignatures.RefuseUnread(configured, head) is { } result)
            {
                if (await IsHandshakeAsync(configured, head, request, cancellationToken))
                    return Results.Ok();

                signatures.Refused(configured, result);
                return Answers.Unauthorized();
            }

            // A webhook that is too large is read all the same, as far as the limit could be set: only a verified one may alert somebody.
            using var body = await HttpBody.ReadRawAsync(request, IngestOptions.LargestBody, memory, cancellationToken);
            if (body.Refusal is { } unread)
            {
                webhooks.RefusedUnverified(configured, unread.Code);
                return unread.Answer;
            }

            var webhook = head with { Body = body.Bytes };
            if (await signatures.VerifyAsync(configured, webhook, cancellationToken) != SignatureResult.Valid)
                return Answers.Unauthorized();

            if (body.Refuse(request, settings.Ingest.MaxWebhookBytes) is { } refusal)
            {
                webhooks.Refused(configured, refusal.Code, body.Bytes.Length);
                return refusal.Answer;
            }

            return await webhooks.TakeAsync(configured, webhook, request.HttpContext.Response, cancellationToken);
        });

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");

    private async Task<bool> IsHandshakeAsync(Source source, WebhookRequest head, HttpRequest request, CancellationToken cancellationToken)
    {
        if (source.Webhooks.MaxHandshakeBytes == 0)
            return false;

        using var body = await HttpBody.ReadRawAsync(request, source.Webhooks.MaxHandshakeBytes, memory, cancellationToken);
        return body.Refusal is null && source.Webhooks.IsHandshake(head with { Body = body.Bytes });
    }
}
