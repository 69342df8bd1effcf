using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalRuntime.Queues;

/// <summary>Receives from one queue until shutdown; at most batchSize + newBatchThreshold messages are in work.</summary>
internal sealed partial class QueuePump(
    QueueClient queue, MessageProcessor processor, QueueSettings settings, Shutdown shutdown, TimeProvider time, ILogger logger)
{
    private bool queueExists;
    private bool outage;

    public async Task RunAsync()
    {
        var running = new List<Task>();
        var pause = QueueSettings.ShortestPause;
        while (!shutdown.Stopping.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count > settings.NewBatchThreshold)
            {
                await Task.WhenAny(running);
                continue;
            }

            var batch = await ReceiveAsync();
            running.AddRange(batch.Select(processor.ProcessAsync));
            if (batch.Length > 0)
            {
                pause = QueueSettings.ShortestPause;
                continue;
            }

            await Task.Delay(pause, time, shutdown.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < settings.MaxPollingInterval ? pause * 2 : settings.MaxPollingInterval;
        }

        await Task.WhenAll(running);
    }

    // Not cancelled by a shutdown at once: messages of an answer that is dropped would be hidden for the whole lease.
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            if (!queueExists)
                await queue.CreateIfNotExistsAsync(cancellationToken: shutdown.GivenUp);
            queueExists = true;
            var batch = await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lease, shutdown.GivenUp);
            if (outage)
                LogRecovered(queue.Name);
            outage = false;
            return batch.Value;
        }
        catch (Exception exception)
        {
            if (!outage && !shutdown.Stopping.IsCancellationRequested)
                LogOutage(queue.Name, exception.GetType().Name);
            outage = true;
            queueExists = false;
            return [];
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Queue {Queue} does not answer ({ExceptionType}); trying on")]
    private partial void LogOutage(string queue, string exceptionType);

    [LoggerMessage(5, LogLevel.Information, "Queue {Queue} answers again")]
    private partial void LogRecovered(string queue);
}
