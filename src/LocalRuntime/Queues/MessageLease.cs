using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Queues;

/// <summary>Keeps a message hidden from other receivers while its function runs.</summary>
internal sealed partial class MessageLease
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task renewing;
    private string popReceipt;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration, TimeProvider time, ILogger logger)
    {
        popReceipt = message.PopReceipt;
        renewing = RenewAsync(queue, message.MessageId, duration, time, logger);
    }

    /// <summary>Ends the renewals.</summary>
    /// <returns>The pop receipt to settle the message with.</returns>
    public async Task<string> EndAsync()
    {
        ended.SetResult();
        await renewing;
        return popReceipt;
    }

    private async Task RenewAsync(QueueClient queue, string messageId, TimeSpan duration, TimeProvider time, ILogger logger)
    {
        while (true)
        {
            await ended.Task.WaitAsync(duration / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.Task.IsCompleted)
                return;
            try
            {
                // Not cancelled by the end of the function: an answer that is dropped would take the new pop receipt with it.
                var renewed = await queue.UpdateMessageAsync(messageId, popReceipt, messageText: null, duration, CancellationToken.None);
                popReceipt = renewed.Value.PopReceipt;
            }
            catch (Exception exception)
            {
                LogNotRenewed(logger, messageId, queue.Name, exception.GetType().Name);
                if (exception is RequestFailedException { Status: 400 or 404 })
                    return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The lease of message {MessageId} of queue {Queue} was not renewed: {ExceptionType}")]
    private static partial void LogNotRenewed(ILogger logger, string messageId, string queue, string exceptionType);
}
