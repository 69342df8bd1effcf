using Azure.Storage.Queues.Models;
using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using LocalRuntime.Invocation;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Queues;

/// <summary>Takes one received message to its end: runs the function, then deletes, releases or moves the message to poison.</summary>
internal sealed partial class MessageProcessor(
    Function function,
    QueueConnection connection,
    QueueSettings settings,
    FunctionInvoker invoker,
    Shutdown shutdown,
    TimeProvider time,
    ILogger logger)
{
    private readonly MessageSettlement settlement = new(connection, logger);

    public async Task ProcessAsync(QueueMessage message)
    {
        var body = settings.Base64 ? MessageBody.Decode(message) : message.Body;
        if (connection.Poison is not null && (body is null || message.DequeueCount > settings.MaxDequeueCount))
        {
            await settlement.MoveToPoisonAsync(message, message.PopReceipt);
            return;
        }

        // What is not Base64 in a poison queue was put there raw, and has nowhere else to go.
        var lease = new MessageLease(connection.Queue, message, settings.Lease, time, logger);
        var succeeded = await TryRunAsync(message, body ?? message.Body);
        var popReceipt = await lease.EndAsync();
        await (succeeded ? settlement.DeleteAsync(message, popReceipt) : SettleFailureAsync(message, popReceipt));
    }

    /// <summary>Gives a message back that was received too late to begin with.</summary>
    public Task ReturnAsync(QueueMessage message) => settlement.ReleaseAsync(message, message.PopReceipt, TimeSpan.Zero);

    private async Task<bool> TryRunAsync(QueueMessage message, BinaryData body)
    {
        try
        {
            await invoker.InvokeAsync(function, parameter => MessageBody.Bind(message, body, parameter), shutdown.GivenUp);
            return true;
        }
        catch (Exception exception)
        {
            LogFailed(function.Name, message.MessageId, message.DequeueCount, FailureDescription.TypesOf(exception), exception.StackTrace);
            return false;
        }
    }

    private Task SettleFailureAsync(QueueMessage message, string popReceipt)
    {
        if (connection.Poison is null)
            return settlement.ReleaseAsync(message, popReceipt, HiddenInPoisonQueue);
        return message.DequeueCount >= settings.MaxDequeueCount
            ? settlement.MoveToPoisonAsync(message, popReceipt)
            : settlement.ReleaseAsync(message, popReceipt, settings.VisibilityTimeout);
    }

    // A poison message is tried for ever, so never at once. (The genuine host leaves it to the ten minutes of the lease.)
    private TimeSpan HiddenInPoisonQueue =>
        settings.VisibilityTimeout > settings.MaxPollingInterval ? settings.VisibilityTimeout : settings.MaxPollingInterval;

    [LoggerMessage(3, LogLevel.Error,
        "Function {Function} failed for message {MessageId}, try {DequeueCount}: {ExceptionTypes} {StackTrace}")]
    private partial void LogFailed(string function, string messageId, long dequeueCount, string exceptionTypes, string? stackTrace);
}
