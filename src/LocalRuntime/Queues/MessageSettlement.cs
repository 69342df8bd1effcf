using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Queues;

/// <summary>
/// Ends a message's stay in the queue. None of it throws: a message that could not be settled comes back when its lease ends.
/// </summary>
internal sealed partial class MessageSettlement(QueueConnection connection, ILogger logger)
{
    public Task DeleteAsync(QueueMessage message, string popReceipt) =>
        AttemptAsync("deleted", message, () => connection.Queue.DeleteMessageAsync(message.MessageId, popReceipt));

    public Task ReleaseAsync(QueueMessage message, string popReceipt, TimeSpan hidden) =>
        AttemptAsync("released", message, () =>
            connection.Queue.UpdateMessageAsync(message.MessageId, popReceipt, messageText: null, hidden));

    /// <summary>Copies the body as it is, then deletes the original: a crash in between leaves a duplicate, never a loss.</summary>
    public Task MoveToPoisonAsync(QueueMessage message, string popReceipt) =>
        AttemptAsync("moved to the poison queue", message, async () =>
        {
            await SendToPoisonAsync(message.Body.ToString());
            LogPoison(message.MessageId, connection.Queue.Name, connection.Poison!.Name, message.DequeueCount);
            await connection.Queue.DeleteMessageAsync(message.MessageId, popReceipt);
        });

    private async Task SendToPoisonAsync(string body)
    {
        try
        {
            await connection.Poison!.SendMessageAsync(body);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await connection.Poison!.CreateIfNotExistsAsync();
            await connection.Poison.SendMessageAsync(body);
        }
    }

    private async Task AttemptAsync(string what, QueueMessage message, Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception exception)
        {
            LogNotSettled(message.MessageId, connection.Queue.Name, what, exception.GetType().Name, (exception as RequestFailedException)?.ErrorCode);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} of queue {Queue} was moved to {PoisonQueue} after {DequeueCount} tries")]
    private partial void LogPoison(string messageId, string queue, string poisonQueue, long dequeueCount);

    [LoggerMessage(2, LogLevel.Warning,
        "Message {MessageId} of queue {Queue} was not {Settlement}: {ExceptionType} {ErrorCode}; it comes back when its lease ends")]
    private partial void LogNotSettled(string messageId, string queue, string settlement, string exceptionType, string? errorCode);
}
