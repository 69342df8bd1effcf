using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// What is done with a message that holds no readable envelope. One that says it is ours holds accepted events, most often written by a
/// newer version before a rollback: it goes back into the queue until a version is there that can read it. Anything else was not written by
/// us and becomes a dead letter without its payload.
/// </summary>
public sealed partial class UnreadableMessages(
    IEventQueue queue, DeadLetterStore deadLetters, ConversionTelemetry telemetry, TimeProvider time, ILogger<UnreadableMessages> logger)
{
    private static readonly TimeSpan UntilNextTry = TimeSpan.FromMinutes(10);

    /// <exception cref="DeferralFailedException">The queue did not take it back.</exception>
    public async Task KeepAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var body = QueuedBody.Of(message);
        if (EnvelopeReader.IsOurs(body.Span))
        {
            LogReturned(message.MessageId, body.Span);
            await SendAsync(body, cancellationToken);
            return;
        }

        await deadLetters.KeepUnreadableAsync(message.MessageId, body, message.InsertedOn ?? time.GetUtcNow(), time.GetUtcNow(), cancellationToken);
        telemetry.DeadLettered("none", DeliveryReasons.Unreadable, 1);
        LogUnreadable(logger, message.MessageId, body.Length);
    }

    /// <summary>Puts back a message whose destination is not configured: it waits for the settings, as it would have in the queue.</summary>
    /// <exception cref="DeferralFailedException">The queue did not take it back.</exception>
    public Task PutBackAsync(QueueMessage message, string destination, CancellationToken cancellationToken)
    {
        LogWithoutDestination(logger, message.MessageId, destination);
        return SendAsync(QueuedBody.Of(message), cancellationToken);
    }

    /// <summary>Puts back a message as it is, because archiving it failed in a way that nobody has foreseen.</summary>
    /// <exception cref="DeferralFailedException">The queue did not take it back.</exception>
    public Task PutBackAsync(QueueMessage message, Exception why, CancellationToken cancellationToken)
    {
        // The message of an exception may hold anything.
        LogUnarchived(logger, message.MessageId, why.GetType().FullName, why.StackTrace);
        return SendAsync(QueuedBody.Of(message), cancellationToken);
    }

    /// <summary>Puts back those events of a message whose dead letters cannot be written now.</summary>
    /// <param name="events">Its events that are not kept.</param>
    /// <exception cref="DeferralFailedException">The queue did not take them back.</exception>
    public async Task RequeueAsync(
        QueueMessage message, EnvelopeHeader header, IReadOnlyList<AcceptedEvent> events, CancellationToken cancellationToken)
    {
        LogWithoutStore(logger, message.MessageId, events.Count);
        var packed = EnvelopePacker.Pack(header, events);
        if (packed.TooLarge.Count > 0)
        {
            // Written by a version that spelled it shorter: better in both places than nowhere.
            await SendAsync(QueuedBody.Of(message), cancellationToken);
            return;
        }

        foreach (var envelope in packed.Envelopes)
            await SendAsync(envelope.Body, cancellationToken);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!await queue.SendAsync(body, UntilNextTry, cancellationToken))
            throw new DeferralFailedException();
    }

    private void LogReturned(string messageId, ReadOnlySpan<byte> body)
    {
        if (EnvelopeReader.IsNewer(body))
            LogNewer(logger, messageId);
        else
            LogDamaged(logger, messageId);
    }

    [LoggerMessage(
        2004, LogLevel.Error, "Message {MessageId} is an envelope of ours that this version cannot read; put back, since its events were accepted",
        EventName = "2004")]
    private static partial void LogDamaged(ILogger logger, string messageId);

    [LoggerMessage(
        2002, LogLevel.Error, "Message {MessageId} of {Bytes} bytes is not one of ours; kept as a dead letter without its payload",
        EventName = "2002")]
    private static partial void LogUnreadable(ILogger logger, string messageId, int bytes);

    [LoggerMessage(
        2007, LogLevel.Warning, "Message {MessageId} exceeded maxDequeueCount and its destination {Destination} is not configured; put back for later",
        EventName = "2007")]
    private static partial void LogWithoutDestination(ILogger logger, string messageId, string destination);

    [LoggerMessage(
        2008, LogLevel.Error,
        "Message {MessageId} exceeded maxDequeueCount, and {Count} of its events cannot be kept as dead letters now; put back for later",
        EventName = "2008")]
    private static partial void LogWithoutStore(ILogger logger, string messageId, int count);

    [LoggerMessage(
        2009, LogLevel.Error, "Message {MessageId} exceeded maxDequeueCount and could not be archived; put back as it is: {Type} {Stack}",
        EventName = "2009")]
    private static partial void LogUnarchived(ILogger logger, string messageId, string? type, string? stack);

    [LoggerMessage(2003, LogLevel.Warning, "Message {MessageId} was written by a newer version of the app; put back for later", EventName = "2003")]
    private static partial void LogNewer(ILogger logger, string messageId);
}
