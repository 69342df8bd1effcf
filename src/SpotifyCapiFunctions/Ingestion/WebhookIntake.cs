using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>Reads verified webhooks, takes their events in and answers.</summary>
public sealed partial class WebhookIntake(
    FrozenDictionary<string, Destination> destinations, EventIntake intake, ErasureOrders erasures, IngestLog ingestLog,
    ConversionTelemetry telemetry, ILogger<WebhookIntake> logger)
{
    /// <summary>Takes a verified webhook in.</summary>
    public async Task<IResult> TakeAsync(Source source, WebhookRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        switch (source.Webhooks.Read(request))
        {
            case SourceReading.Events first:
                return await TakeAsync(source, request, first, response, cancellationToken);
            case SourceReading.Ignored ignored:
                // The platform must get 200, and yet every order is lost until somebody changes the webhook.
                if (ignored.Reason is IgnoreReasons.ShopError or IgnoreReasons.ApiVersionUnsupported)
                    Refused(source, ignored.Reason, request.Body.Length);

                return Ignored(source, request, ignored, response);
            case SourceReading.PrivacyRequest privacy:
                return await HandlePrivacyRequestAsync(source, privacy, cancellationToken)
                    ? Ignored(source, request, new SourceReading.Ignored(IgnoreReasons.PrivacyRequest), response)
                    : Answers.Unavailable(response, ErrorCodes.StorageUnavailable, "The storage does not take the request now. Send the same again.");
            case SourceReading.Malformed(var error):
                Refused(source, error.Code, request.Body.Length);
                return Answers.Problem(StatusCodes.Status400BadRequest, error);
            default:
                throw new InvalidOperationException();
        }
    }

    // Each destination judges the events for itself, and finds them as they were read: to judge them changes them. What one of several has stored is
    // recognised there when the sender sends again for another.
    private async Task<IResult> TakeAsync(
        Source source, WebhookRequest request, SourceReading.Events first, HttpResponse response, CancellationToken cancellationToken)
    {
        var platform = source.Webhooks.SenderIsPlatform;
        var reports = await Task.WhenAll(source.Destinations.Select((name, place) =>
        {
            var (events, deliveryId) = place == 0 ? first : (SourceReading.Events)source.Webhooks.Read(request);
            source.Complete(events, request);

            // A delivery that one destination has seen says nothing about another; the first keeps the key that it had alone.
            var key = deliveryId is null || place == 0 ? deliveryId : $"{deliveryId} {name.ToLowerInvariant()}";
            return intake.TakeAsync(events, destinations[name], source.Name, key, platform, cancellationToken);
        }));
        return Answers.Intake(IntakeReport.Of(reports, source.Destinations), response, platform);
    }

    /// <summary>
    /// Counts a verified webhook of which nothing can be used: its platform gives up after some tries, and no one else knows of its events. Alerts read it.
    /// </summary>
    /// <param name="code">Why: one of <see cref="ErrorCodes"/>, or of <see cref="IgnoreReasons"/>.</param>
    /// <param name="length">Bytes of the body.</param>
    public void Refused(Source source, string code, int length)
    {
        telemetry.WebhookRefused(source.Name, code);
        LogUnread(logger, source.Name, code, length);
    }

    /// <summary>Counts a webhook that is refused before its signature can be checked. It may be anybody's.</summary>
    /// <param name="code">Why: one of <see cref="ErrorCodes"/>.</param>
    public void RefusedUnverified(Source source, string code)
    {
        telemetry.UnverifiedRefused(source.Name, code);
        LogUnverified(logger, source.Name, code);
    }

    // A request to see the data asks for nothing to be done here: the shop looks its orders up in the journal.
    private async Task<bool> HandlePrivacyRequestAsync(Source source, SourceReading.PrivacyRequest privacy, CancellationToken cancellationToken)
    {
        // A number without its prefix is another one in each destination's country.
        foreach (var name in source.Destinations)
        {
            if (privacy.Kind != PrivacyRequestKind.CustomerData
                && !await erasures.KeepAsync(ErasureOrder.Of(source.Name, privacy, destinations[name]), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private IResult Ignored(Source source, WebhookRequest request, SourceReading.Ignored ignored, HttpResponse response)
    {
        var (reason, eventId) = ignored;
        foreach (var name in source.Destinations)
        {
            telemetry.Received(source.Name, name, 1);
            telemetry.Ignored(source.Name, reason);
            ingestLog.Record(IngestRecord.Other(null, IngestStatus.Ignored, source.Name, destinations[name], request.ReceivedAt) with
            {
                EventId = SenderText.Id(eventId),
                Topic = SenderText.Name(ignored.Topic ?? source.Webhooks.Topic(request)),
                Reason = reason,
            });
        }

        LogIgnored(logger, source.Name, reason);
        return Answers.Intake(new IntakeReport([new IntakeResult(0, eventId, IntakeStatus.Ignored, reason)], IsStored: true), response);
    }

    [LoggerMessage(1004, LogLevel.Warning, "{Source}: webhook refused ({Code}), bytes: {Length}", EventName = "1004")]
    private static partial void LogUnread(ILogger logger, string source, string code, int length);

    [LoggerMessage(1005, LogLevel.Information, "{Source}: a request was refused before its signature could be checked ({Code})", EventName = "1005")]
    private static partial void LogUnverified(ILogger logger, string source, string code);

    [LoggerMessage(1003, LogLevel.Debug, "{Source}: ignored ({Reason})", EventName = "1003")]
    private static partial void LogIgnored(ILogger logger, string source, string reason);
}
