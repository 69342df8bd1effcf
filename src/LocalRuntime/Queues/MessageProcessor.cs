using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalRuntime.Queues;

/// <summary>Takes one received message to its end: runs the function, then deletes, releases or moves the message to poison.</summary>
internal sealed partial class MessageProcessor(
    Function function, QueueTriggerAttribute trigger, IConfiguration configuration, QueueSettings settings, FunctionInvoker invoker,
    Shutdown shutdown, TimeProvider time, ILogger<MessageProcessor> logger)
{
    private readonly TriggerQueue queue = TriggerQueue.Of(function, trigger, configuration);
    public QueueClient Queue => queue.Main;

    /// <summary>Never throws: a message that could not be settled comes back when its lease ends.</summary>
    public async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            var tooLate = shutdown.Stopping.IsCancellationRequested;
            await (tooLate ? HideAsync(message, message.PopReceipt, TimeSpan.Zero) : RunAsync(message));
        }
        catch (Exception exception)
        {
            LogNot("settled", message.MessageId, Queue.Name, exception.GetType().Name);
        }
    }

    private async Task RunAsync(QueueMessage message)
    {
        var body = settings.Base64 ? MessageBody.Decode(message) : message.Body;
        if (queue.Poison is not null && (body is null || message.DequeueCount > settings.MaxDequeueCount))
        {
            await MoveAsync(message, message.PopReceipt, queue.Poison);
            return;
        }

        // As the genuine host does: it has nowhere to put such a message, so it leaves it alone until it expires.
        if (message.DequeueCount > settings.MaxDequeueCount)
        {
            await HideAsync(message, message.PopReceipt, settings.Lease);
            return;
        }

        // What is not Base64 in a poison queue was put there raw, and has nowhere else to go.
        var (succeeded, popReceipt) = await InvokeAsync(message, body ?? message.Body);
        if (succeeded)
            await Queue.DeleteMessageAsync(message.MessageId, popReceipt);
        else if (queue.Poison is null)
            // Never again at once. (The genuine host leaves it to the ten minutes of the lease.)
            await HideAsync(message, popReceipt, new[] { settings.VisibilityTimeout, settings.MaxPollingInterval }.Max());
        else if (message.DequeueCount < settings.MaxDequeueCount)
            await HideAsync(message, popReceipt, settings.VisibilityTimeout);
        else
            await MoveAsync(message, popReceipt, queue.Poison);
    }

    /// <returns>Whether the function succeeded, and the pop receipt to settle the message with.</returns>
    private async Task<(bool Succeeded, string PopReceipt)> InvokeAsync(QueueMessage message, BinaryData body)
    {
        var popReceipt = message.PopReceipt;
        var occasion = $"message {message.MessageId}, try {message.DequeueCount}";
        var context = new InvocationContext(
            function, occasion, parameter => MessageBody.Bind(message, body, parameter.ParameterType), shutdown.GivenUp);
        var run = Task.Run(() => invoker.TryInvokeAsync(context));
        while (true)
        {
            await ((Task)run).WaitAsync(settings.Lease / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (run.IsCompleted)
                return (await run, popReceipt);
            try
            {
                // Not cancelled by the end of the function: an answer that is dropped would take the new pop receipt with it.
                popReceipt = await HideAsync(message, popReceipt, settings.Lease);
            }
            catch (Exception exception)
            {
                LogNot("kept hidden", message.MessageId, Queue.Name, exception.GetType().Name);
            }
        }
    }

    private async Task<string> HideAsync(QueueMessage message, string popReceipt, TimeSpan duration) =>
        (await Queue.UpdateMessageAsync(message.MessageId, popReceipt, messageText: null, duration)).Value.PopReceipt;

    // Copies the body as it is, then deletes the original: a crash in between leaves a duplicate, never a loss.
    private async Task MoveAsync(QueueMessage message, string popReceipt, QueueClient poison)
    {
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body.ToString());
        LogPoison(message.MessageId, Queue.Name, poison.Name, message.DequeueCount);
        await Queue.DeleteMessageAsync(message.MessageId, popReceipt);
    }

    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} of queue {Queue} was moved to {PoisonQueue} after {DequeueCount} tries")]
    private partial void LogPoison(string messageId, string queue, string poisonQueue, long dequeueCount);
    [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} of queue {Queue} was not {Done} ({ExceptionType}); it will come back")]
    private partial void LogNot(string done, string messageId, string queue, string exceptionType);
}

/// <summary>A message's content as the function takes it.</summary>
internal static class MessageBody
{
    public static bool CanBind(Type type) => type == typeof(QueueMessage) || type == typeof(BinaryData) || type == typeof(string);

    /// <returns>Null when the body is not Base64.</returns>
    public static BinaryData? Decode(QueueMessage message)
    {
        var text = message.Body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? BinaryData.FromBytes(bytes.AsMemory(0, length)) : null;
    }

    public static object Bind(QueueMessage message, BinaryData body, Type type) =>
        type == typeof(BinaryData) ? body
        : type == typeof(string) ? body.ToString()
        : QueuesModelFactory.QueueMessage(message.MessageId, message.PopReceipt, body, message.DequeueCount,
            message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
}
