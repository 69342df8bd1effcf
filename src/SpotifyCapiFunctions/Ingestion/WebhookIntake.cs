using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>What is done with a webhook once it is read into memory: signature, mapping, intake.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="intake">Takes events in.</param>
/// <param name="secrets">The sources' secrets.</param>
/// <param name="erasures">Keeps requests to remove personal data.</param>
/// <param name="ingestLog">Notes what is ignored.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="logger">The log.</param>
public sealed partial class WebhookIntake(
    AppSettings settings,
    EventIntake intake,
    ISecretReader secrets,
    ErasureOrders erasures,
    IngestLog ingestLog,
    ConversionTelemetry telemetry,
    ILogger<WebhookIntake> logger)
{
    /// <summary>Checks the signature against all secrets of the source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="request">The webhook.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="SecretUnavailableException">No secret at hand fits, and one that might cannot be had.</exception>
    public async Task<SignatureResult> VerifyAsync(Source source, WebhookRequest request, CancellationToken cancellationToken)
    {
        var (values, missing) = await ReadAsync(source, name => secrets.GetAsync(name, cancellationToken));
        var result = values.Count > 0 ? source.Webhooks.Verify(request, values) : SignatureResult.Mismatch;
        if (result == SignatureResult.Mismatch && missing is null)
        {
            // It may have been replaced in shop and vault alike since it was read; how often that is looked at is limited by the reader.
            (values, missing) = await ReadAsync(source, name => secrets.RefreshAsync(name, cancellationToken));
            result = values.Count > 0 ? source.Webhooks.Verify(request, values) : result;
        }

        if (result == SignatureResult.Mismatch && missing is not null)
            throw missing;

        if (result != SignatureResult.Valid)
        {
            telemetry.SignatureRefused(source.Name, result.ToString());
            LogRefused(logger, source.Name, result);
        }

        return result;
    }

    // Together, because a sender waits for a few seconds only, however many secrets a silent vault holds; each for itself, because one that is
    // named too early or too late must not refuse what another one fits.
    private static async Task<(IReadOnlyList<SecretValue> Values, SecretUnavailableException? Missing)> ReadAsync(
        Source source, Func<string, ValueTask<SecretValue>> read)
    {
        SecretUnavailableException? missing = null;
        var values = await Task.WhenAll(source.SecretNames.Select(async name =>
        {
            try
            {
                return await read(name);
            }
            catch (SecretUnavailableException exception)
            {
                missing = exception;
                return null;
            }
        }));
        return ([.. values.OfType<SecretValue>()], missing);
    }

    /// <summary>Reads and takes in the events of a verified webhook.</summary>
    /// <param name="source">The source.</param>
    /// <param name="request">The webhook.</param>
    /// <param name="response">For headers of the answer.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    public async Task<IResult> TakeAsync(Source source, WebhookRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        switch (source.Webhooks.Read(request))
        {
            case SourceReading.Events(var events, var deliveryId):
                var topic = source.Webhooks.Topic(request);
                foreach (var @event in events)
                    @event.Topic = topic;

                var platform = source.Webhooks.SenderIsPlatform;
                var report = await intake.TakeAsync(
                    events, settings.Destinations[source.Destination], source.Name, deliveryId, platform, cancellationToken);
                return Answers.Intake(report, response, platform);
            case SourceReading.Ignored(var reason, var eventId):
                return Ignored(source, request, reason, eventId, response);
            case SourceReading.PrivacyRequest privacy:
                return await ObeyAsync(source, privacy, cancellationToken)
                    ? Ignored(source, request, IgnoreReasons.PrivacyRequest, null, response)
                    : Answers.QueueUnavailable(response);
            case SourceReading.Malformed(var error):
                Refused(source.Name, error.Code, request.Body.Length);
                return Answers.Problem(StatusCodes.Status400BadRequest, error);
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>Counts a webhook that is refused as a whole: its platform gives up after some tries, and nobody else knows of its events.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="code">Why: one of <see cref="ErrorCodes"/>.</param>
    /// <param name="length">Bytes of the body; null when they were not announced.</param>
    public void Refused(string source, string code, long? length)
    {
        telemetry.WebhookRefused(source, code);
        LogUnread(logger, source, code, length);
    }

    // A request to see the data asks for nothing to be done here: the shop looks its orders up in the journal.
    private async Task<bool> ObeyAsync(Source source, SourceReading.PrivacyRequest privacy, CancellationToken cancellationToken) =>
        privacy.Kind == PrivacyRequestKind.CustomerData
        || await erasures.KeepAsync(ErasureOrder.Of(source.Name, privacy, settings.Destinations[source.Destination]), cancellationToken);

    private IResult Ignored(Source source, WebhookRequest request, string reason, string? eventId, HttpResponse response)
    {
        telemetry.Received(source.Name, source.Destination, 1);
        telemetry.Ignored(source.Name, reason);
        ingestLog.Record(Arrivals.Other(null, ArrivalStatus.Ignored, source.Name, settings.Destinations[source.Destination], request.ReceivedAt) with
        {
            EventId = ArrivalText.Id(eventId),
            Topic = ArrivalText.Name(source.Webhooks.Topic(request)),
            Reason = reason,
        });
        LogIgnored(logger, source.Name, reason);
        return Answers.Intake(new IntakeReport([new IntakeResult(0, eventId, IntakeStatus.Ignored, reason)], IsStored: true), response);
    }

    [LoggerMessage(1002, LogLevel.Information, "{Source}: signature refused ({Result})", EventName = "1002")]
    private static partial void LogRefused(ILogger logger, string source, SignatureResult result);

    [LoggerMessage(1004, LogLevel.Warning, "{Source}: webhook refused ({Code}), bytes announced: {Length}", EventName = "1004")]
    private static partial void LogUnread(ILogger logger, string source, string code, long? length);

    [LoggerMessage(1003, LogLevel.Debug, "{Source}: ignored ({Reason})", EventName = "1003")]
    private static partial void LogIgnored(ILogger logger, string source, string reason);
}
