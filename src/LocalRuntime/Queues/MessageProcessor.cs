using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalRuntime.Queues;

/// <summary>Takes one received message to its end: runs the function, then deletes, releases or moves the message to poison.</summary>
internal sealed partial class MessageProcessor(
    Function function,
    TriggerQueue trigger,
    QueueSettings settings,
    FunctionInvoker invoker,
    Shutdown shutdown,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Never throws: a message that could not be settled comes back when its lease ends.</summary>
    public async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            // Received too late to begin with.
            await (shutdown.Stopping.IsCancellationRequested ? ReleaseAsync(message, message.PopReceipt, TimeSpan.Zero) : RunAsync(message));
        }
        catch (Exception exception)
        {
            LogNotSettled(message.MessageId, trigger.Queue.Name, exception.GetType().Name);
        }
    }

    private async Task RunAsync(QueueMessage message)
    {
        var body = settings.Base64 ? Decode(message) : message.Body;
        if (trigger.Poison is not null && (body is null || message.DequeueCount > settings.MaxDequeueCount))
        {
            await MoveAsync(message, message.PopReceipt, trigger.Poison);
            return;
        }

        // What is not Base64 in a poison queue was put there raw, and has nowhere else to go.
        var (succeeded, popReceipt) = await RunLeasedAsync(message, body ?? message.Body);
        if (succeeded)
            await trigger.Queue.DeleteMessageAsync(message.MessageId, popReceipt);
        else if (trigger.Poison is null)
            await ReleaseAsync(message, popReceipt, HiddenInPoisonQueue);
        else if (message.DequeueCount < settings.MaxDequeueCount)
            await ReleaseAsync(message, popReceipt, settings.VisibilityTimeout);
        else
            await MoveAsync(message, popReceipt, trigger.Poison);
    }

    // A poison message is tried for ever, so never at once. (The genuine host leaves it to the ten minutes of the lease.)
    private TimeSpan HiddenInPoisonQueue =>
        settings.VisibilityTimeout > settings.MaxPollingInterval ? settings.VisibilityTimeout : settings.MaxPollingInterval;

    private static BinaryData? Decode(QueueMessage message)
    {
        var text = message.Body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? BinaryData.FromBytes(bytes.AsMemory(0, length)) : null;
    }

    /// <returns>Whether the function succeeded, and the pop receipt to settle the message with.</returns>
    private async Task<(bool Succeeded, string PopReceipt)> RunLeasedAsync(QueueMessage message, BinaryData body)
    {
        var popReceipt = message.PopReceipt;
        var context = new InvocationContext(
            function,
            $"message {message.MessageId}, try {message.DequeueCount}",
            parameter => TriggerQueue.Bind(message, body, parameter),
            shutdown.GivenUp);
        var run = Task.Run(() => invoker.TryInvokeAsync(context));
        while (true)
        {
            await ((Task)run).WaitAsync(settings.Lease / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (run.IsCompleted)
                return (await run, popReceipt);
            popReceipt = await RenewAsync(message, popReceipt);
        }
    }

    // Not cancelled by the end of the function: an answer that is dropped would take the new pop receipt with it.
    private async Task<string> RenewAsync(QueueMessage message, string popReceipt)
    {
        try
        {
            return (await ReleaseAsync(message, popReceipt, settings.Lease)).PopReceipt;
        }
        catch (Exception exception)
        {
            LogNotRenewed(message.MessageId, trigger.Queue.Name, exception.GetType().Name);
            return popReceipt;
        }
    }

    private async Task<UpdateReceipt> ReleaseAsync(QueueMessage message, string popReceipt, TimeSpan hidden) =>
        await trigger.Queue.UpdateMessageAsync(message.MessageId, popReceipt, messageText: null, hidden);

    // Copies the body as it is, then deletes the original: a crash in between leaves a duplicate, never a loss.
    private async Task MoveAsync(QueueMessage message, string popReceipt, QueueClient poison)
    {
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body.ToString());
        LogPoison(message.MessageId, trigger.Queue.Name, poison.Name, message.DequeueCount);
        await trigger.Queue.DeleteMessageAsync(message.MessageId, popReceipt);
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} of queue {Queue} was moved to {PoisonQueue} after {DequeueCount} tries")]
    private partial void LogPoison(string messageId, string queue, string poisonQueue, long dequeueCount);

    [LoggerMessage(2, LogLevel.Warning,
        "Message {MessageId} of queue {Queue} was not settled ({ExceptionType}); it comes back when its lease ends")]
    private partial void LogNotSettled(string messageId, string queue, string exceptionType);

    [LoggerMessage(3, LogLevel.Warning, "The lease of message {MessageId} of queue {Queue} was not renewed: {ExceptionType}")]
    private partial void LogNotRenewed(string messageId, string queue, string exceptionType);
}
