using System.Runtime.ExceptionServices;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Azure;

namespace LocalHost.Queues;

/// <summary>The WebJobs SDK's own queue listeners, which the genuine host runs as well, with host.json's extensions.queues bound by the SDK.</summary>
internal sealed class QueueListeners(IHost host) : IAsyncDisposable
{
    private readonly IJobHost jobs = host.Services.GetRequiredService<IJobHost>();

    /// <summary>Starts only the listeners: the SDK's scale monitors, locks and option dumps are nothing to a single local host.</summary>
    public static async Task<QueueListeners> StartAsync(
        IEnumerable<Function> functions, Workers workers, IConfiguration configuration, StopRequest stop, ILoggerFactory loggers)
    {
        var queues = new QueueFunctionClass(functions.Where(function => function.Has(Triggers.Queue)), workers, configuration);
        // The folder must not be the app's: the SDK would read an appsettings.json there.
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.Services.AddSingleton(loggers).AddSingleton<ITypeLocator>(queues).AddSingleton<IJobActivator>(queues)
            .AddSingleton<IWebJobsExceptionHandler>(new EndOfTheHost(stop, loggers.CreateLogger("LocalHost.Queues")));
        // As on the genuine host, a function that cannot listen is told and left out.
        builder.Services.AddWebJobs(options => options.AllowPartialHostStartup = true).AddAzureStorageQueues();
        if (configuration.Read("LocalHost:LeaseSeconds", 0) is > 0 and var seconds)
            builder.Services.AddAzureClients(clients => clients.ConfigureDefaults(ShortLease.Of(seconds, loggers)));
        try
        {
            var listeners = new QueueListeners(builder.Build());
            await listeners.jobs.StartAsync(CancellationToken.None);
            return listeners;
        }
        catch (Exception exception) when (exception.GetBaseException() is var cause)
        {
            // Of a value that is out of its range only the property's setter tells the name.
            throw new StartFailedException($"The queue listeners did not start: {cause.Message} ({cause.TargetSite?.Name})");
        }
    }

    /// <summary>Takes no more messages and waits for those that are being worked on; their tokens stay untouched.</summary>
    public Task DrainAsync() => host.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(CancellationToken.None);

    /// <summary>Without a drain before, cancels the token of every running function.</summary>
    public Task StopAsync() => jobs.StopAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    /// <summary>What the SDK cannot handle ends the genuine host, for example some 25 seconds of refused connections to the storage.</summary>
    private sealed class EndOfTheHost(StopRequest stop, ILogger logger) : IWebJobsExceptionHandler
    {
        public Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod) => OnUnhandledExceptionAsync(exceptionInfo);

        public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
        {
            logger.LogError(exceptionInfo.SourceException, "An unhandled exception has occurred. Host is shutting down.");
            stop.Ask(1);
            return Task.CompletedTask;
        }
    }
}
