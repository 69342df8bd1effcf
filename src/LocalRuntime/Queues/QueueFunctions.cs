using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Queues;

/// <summary>Runs one pump for each function with a queue trigger.</summary>
internal sealed class QueueFunctions : IHostedService
{
    private readonly List<QueuePump> pumps = [];
    private Task running = Task.CompletedTask;

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
            MessageBody.Check(function);
            var connection = QueueConnection.Of(function, trigger, configuration);
            var processor = new MessageProcessor(function, connection, settings, invoker, shutdown, time, logger);
            pumps.Add(new QueuePump(connection.Queue, processor, settings, shutdown, time, logger));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(pumps.Select(pump => Task.Run(pump.RunAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
