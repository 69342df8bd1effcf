using Azure.Storage.Queues.Models;

namespace LocalRuntime.Queues;

/// <summary>Receives from one queue until shutdown; at most batchSize + newBatchThreshold messages are in work.</summary>
internal sealed partial class QueuePump(
    Function function, QueueTriggerAttribute trigger, IServiceProvider services, QueueSettings settings, Shutdown shutdown,
    TimeProvider time, ILogger<QueuePump> logger) : IListener
{
    private readonly MessageProcessor processor = ActivatorUtilities.CreateInstance<MessageProcessor>(services, function, trigger);
    private bool? answers;

    public async Task RunAsync()
    {
        var (running, pause) = (new List<Task>(), TimeSpan.Zero);
        while (!shutdown.Stopping.IsCancellationRequested)
        {
            if (running.Count > settings.NewBatchThreshold)
            {
                await Task.WhenAny(running);
                running.RemoveAll(task => task.IsCompleted);
                continue;
            }

            var batch = await ReceiveAsync();
            running.AddRange(batch.Select(processor.ProcessAsync));
            pause = batch.Length > 0 ? TimeSpan.Zero : settings.PauseAfter(pause);
            await Task.Delay(pause, time, shutdown.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running);
    }

    // Not cancelled by a shutdown at once: messages of an answer that is dropped would be hidden for the whole lease.
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        var queue = processor.Queue;
        try
        {
            if (answers != true)
                await queue.CreateIfNotExistsAsync(cancellationToken: shutdown.GivenUp);
            var batch = await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lease, shutdown.GivenUp);
            if (answers == false)
                LogRecovered(queue.Name);
            answers = true;
            return batch.Value;
        }
        catch (Exception exception)
        {
            if (answers != false && !shutdown.Stopping.IsCancellationRequested)
                LogOutage(queue.Name, exception.GetType().Name);
            answers = false;
            return [];
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Queue {Queue} does not answer ({ExceptionType}); trying on")]
    private partial void LogOutage(string queue, string exceptionType);
    [LoggerMessage(2, LogLevel.Information, "Queue {Queue} answers again")]
    private partial void LogRecovered(string queue);
}
