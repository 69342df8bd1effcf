namespace LocalRuntime.Hosting;

/// <summary>Waits for what triggers one function, until shutdown.</summary>
internal interface IListener
{
    Task RunAsync();
}

/// <summary>Runs a listener for each function with one kind of trigger.</summary>
internal sealed class Listeners<TTrigger, TListener>(FunctionCatalog catalog, IServiceProvider services) : BackgroundService
    where TTrigger : Attribute
    where TListener : IListener
{
    private readonly List<TListener> listeners =
        [.. catalog.TriggeredBy<TTrigger>().Select(f => ActivatorUtilities.CreateInstance<TListener>(services, f.Function, f.Trigger))];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(listeners.Select(listener => Task.Run(listener.RunAsync, CancellationToken.None)));
}
