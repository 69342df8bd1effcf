using System.Collections.Frozen;
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
/// <c>POST /api/webhooks/{source}</c>: a shop's signed webhook. Nothing outside is called but the queue, and now and then the host of a platform's
/// public keys, so the answer is quick. Strangers may call it: until a signature is verified nothing is held without need, and nobody is alerted.
/// </summary>
public sealed class ReceiveWebhook(
    FrozenDictionary<string, Source> sources, IngestOptions ingest, BodyMemory memory, WebhookSignatures signatures,
    WebhookIntake webhooks, TimeProvider time, ILogger<ReceiveWebhook> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(ReceiveWebhook))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!sources.TryGetValue(source, out var configured))
                return Answers.Problem(StatusCodes.Status404NotFound, UnknownSource);

            var head = HttpBody.AsWebhook(request, default, time.GetUtcNow());
            if (WebhookSignatures.RefuseUnread(configured, head) is { } result)
            {
                if (await HandshakeAsync(configured, head, request, cancellationToken) is { } handshake)
                    return handshake;

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
            switch (await signatures.VerifyAsync(configured, webhook, cancellationToken))
            {
                case SignatureResult.Valid:
                    break;
                case SignatureResult.Mismatch when configured.Webhooks.UnknownSecretIsTemporary:
                    return Answers.Unavailable(
                        request.HttpContext.Response, ErrorCodes.SecretUnavailable, "A secret that is needed cannot be read now. Send the same again.");
                default:
                    return Answers.Unauthorized();
            }

            if (body.Refuse(request, ingest.MaxWebhookBytes, configured.Webhooks.BodyIsJson) is { } refusal)
            {
                webhooks.Refused(configured, refusal.Code, body.Bytes.Length);
                return refusal.Answer;
            }

            return configured.Webhooks.HandshakeAnswer(webhook) is { } answer
                ? Results.Text(answer, "application/json")
                : await webhooks.TakeAsync(configured, webhook, request.HttpContext.Response, cancellationToken);
        });

    /// <summary><c>OPTIONS /api/webhooks/{source}</c>: a platform asks whether it may send. A source that gives no permission looks like none at all.</summary>
    [Function(nameof(PermitWebhook))]
    public Task PermitWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "webhooks/{source}")] HttpRequest request, string source) =>
        HttpEdge.RunAsync(request, logger, () => Task.FromResult(Permit(request, source)));

    private IResult Permit(HttpRequest request, string source)
    {
        if (!sources.TryGetValue(source, out var configured)
            || configured.Webhooks.Permission(HttpBody.AsWebhook(request, default, time.GetUtcNow())) is not { } headers)
        {
            return Answers.Problem(StatusCodes.Status404NotFound, UnknownSource);
        }

        foreach (var (name, value) in headers)
            request.HttpContext.Response.Headers[name] = value;

        return Results.Ok();
    }

    private static ValidationError UnknownSource { get; } = new(ErrorCodes.UnknownSource, string.Empty, "No such source is configured.");

    private async Task<IResult?> HandshakeAsync(Source source, WebhookRequest head, HttpRequest request, CancellationToken cancellationToken)
    {
        if (source.Webhooks.MaxHandshakeBytes == 0)
            return null;

        using var body = await HttpBody.ReadRawAsync(request, source.Webhooks.MaxHandshakeBytes, memory, cancellationToken);
        var webhook = head with { Body = body.Bytes };
        return body.Refusal is not null || !source.Webhooks.IsHandshake(webhook) ? null
            : source.Webhooks.HandshakeAnswer(webhook) is { } answer ? Results.Text(answer, "application/json")
            : Results.Ok();
    }
}
