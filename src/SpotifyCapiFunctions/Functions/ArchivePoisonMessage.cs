using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// Queue <c>conversions-poison</c>: moves messages that exceeded maxDequeueCount into the dead letters at once, because a poison message expires
/// after seven days. A host that is stopping waits for it: a message that comes back is archived a second time.
/// </summary>
public sealed partial class ArchivePoisonMessage(
    DestinationPipelines lanes, IDeadLetterStore deadLetters, UnreadableMessages keeper, IDeliveryJournal journal, ConversionTelemetry telemetry,
    TimeProvider time, ILogger<ArchivePoisonMessage> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(FunctionNames.ArchivePoison)]
    public async Task Run(
        [QueueTrigger(StorageNames.ConversionsPoison, Connection = "AzureWebJobsStorage")] QueueMessage message)
    {
        try
        {
            await ArchiveAsync(message);
        }
        catch (Exception exception) when (exception is not DeferralFailedException)
        {
            // The last resort, whatever it is. A message of this queue that fails is hidden for ten minutes each time, and expires after seven
            // days: the host's listener neither shows it sooner nor gives it up.
            await keeper.PutBackAsync(message, exception, CancellationToken.None);
        }
    }

    private async Task ArchiveAsync(QueueMessage message)
    {
        if (!EnvelopeReader.TryRead(QueuedBody.Of(message), out var envelope))
        {
            await keeper.KeepAsync(message, CancellationToken.None);
            return;
        }

        // Only a destination's settings say which form of a phone number is hashed; a replay must not send other bytes than a first try did.
        var header = envelope.Header;
        if (lanes.Find(header.Destination)?.Destination is not { } destination)
        {
            await keeper.PutBackAsync(message, header.Destination, CancellationToken.None);
            return;
        }

        var events = envelope.Events.Select(accepted => HashedEvent.Of(accepted, destination.PhoneFormat)).ToArray();
        var kept = await KeepAsync(header, events);
        if (kept < events.Length)
        {
            // Only what is not kept: an event in both places would be delivered, and could be replayed all the same.
            await keeper.RequeueAsync(message, header, [.. envelope.Events.Skip(kept)], CancellationToken.None);
        }

        if (kept > 0)
        {
            telemetry.DeadLettered(header.Destination, DeliveryReasons.Poison, kept);
            await RecordAsync(header, events[..kept], destination);
        }
    }

    // How many are kept, from the first on. What cannot be kept now goes back into the queue that it came from, where nothing expires.
    private async Task<int> KeepAsync(EnvelopeHeader header, HashedEvent[] events)
    {
        for (var kept = 0; kept < events.Length; kept++)
        {
            try
            {
                await deadLetters.KeepAsync(
                    new DeadLetter(
                        events[kept], header.Destination, header.Source, DeliveryReasons.Poison, header.Attempt + 1, header.FirstQueued, time.GetUtcNow()),
                    CancellationToken.None);
            }
            catch (Exception)
            {
                return kept;
            }
        }

        return events.Length;
    }

    // The events have their place by now: what cannot be recorded must not put them back.
    private async Task RecordAsync(EnvelopeHeader header, HashedEvent[] kept, Destination destination)
    {
        try
        {
            await journal.WriteAsync([JournalEntry.Poison(header, kept, destination, time.GetUtcNow())], CancellationToken.None);
        }
        catch (Exception exception)
        {
            // What the journal foresees it has counted and logged itself. The message of an exception may hold anything.
            telemetry.JournalFailed();
            LogUnrecorded(logger, kept.Length, exception.GetType().FullName, exception.StackTrace);
        }
    }

    [LoggerMessage(
        2011, LogLevel.Error,
        "{Count} dead letters of a message that exceeded maxDequeueCount are kept, and the journal does not say so: {Type} {Stack}",
        EventName = "2011")]
    private static partial void LogUnrecorded(ILogger logger, int count, string? type, string? stack);
}
