using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Queues;

/// <summary>Runs one pump for each function with a queue trigger.</summary>
internal sealed class QueueFunctions : BackgroundService
{
    private readonly List<QueuePump> pumps = [];

    public QueueFunctions(
        FunctionCatalog catalog,
        FunctionInvoker invoker,
        QueueSettings settings,
        Shutdown shutdown,
        IConfiguration configuration,
        TimeProvider time,
        ILogger<QueueFunctions> logger)
    {
        foreach (var (function, trigger) in catalog.TriggeredBy<QueueTriggerAttribute>())
        {
            var queue = TriggerQueue.Of(function, trigger, configuration);
            var processor = new MessageProcessor(function, queue, settings, invoker, shutdown, time, logger);
            pumps.Add(new QueuePump(queue.Queue, processor, settings, shutdown, time, logger));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(pumps.Select(pump => pump.RunAsync()));
}
