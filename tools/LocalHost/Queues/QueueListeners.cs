using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalHost.Queues;

/// <summary>The WebJobs SDK's own queue listeners, which the genuine host runs as well, with host.json's extensions.queues bound by the SDK.</summary>
internal sealed class QueueListeners : IAsyncDisposable
{
    private readonly IHost host;
    private readonly IJobHost jobs;

    private QueueListeners(IEnumerable<Function> functions, Invoker invoker, IConfiguration configuration, StopRequest stop, ILoggerFactory loggers)
    {
        var byName = functions.ToDictionary(function => function.Name);
        var type = QueueFunctions.Create(byName.Values.Select(function =>
            (function.Name, function.Resolve("queueName", configuration), function.Text("connection"))));

        // The folder must not be the app's: the SDK would read an appsettings.json there.
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.Services
            .AddSingleton(loggers)
            .AddSingleton<ITypeLocator>(new OneType(type))
            .AddSingleton<IJobActivator>(new Activator(byName, invoker))
            .AddSingleton<IWebJobsExceptionHandler>(new HostEnds(stop, loggers.CreateLogger("LocalHost.Queues")));
        builder.Services.AddWebJobs(options => options.AllowPartialHostStartup = true).AddAzureStorageQueues();
        if (configuration.Read("LocalHost:LeaseSeconds", 0) is > 0 and var seconds)
            builder.Services.AddAzureClients(clients => clients.ConfigureDefaults(ShortLease.Of(seconds, loggers)));
        host = builder.Build();
        jobs = host.Services.GetRequiredService<IJobHost>();
    }

    /// <summary>
    /// Only the listeners are started: the SDK's scale monitors, locks and option dumps are nothing to a single local host. As on the genuine
    /// host, a function that cannot listen is told and left out.
    /// </summary>
    public static async Task<QueueListeners> StartAsync(
        IEnumerable<Function> functions, Invoker invoker, IConfiguration configuration, StopRequest stop, ILoggerFactory loggers)
    {
        try
        {
            var listeners = new QueueListeners(functions, invoker, configuration, stop, loggers);
            await listeners.jobs.StartAsync(CancellationToken.None);
            return listeners;
        }
        catch (Exception exception) when (exception is not StartFailedException)
        {
            throw new StartFailedException($"The queue listeners did not start: {exception.GetBaseException().Message}");
        }
    }

    /// <summary>Takes no more messages and waits for those that are being worked on; their tokens stay untouched.</summary>
    public Task DrainAsync() => host.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(CancellationToken.None);

    /// <summary>Without a drain before, cancels the token of every running function.</summary>
    public Task StopAsync() => jobs.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    private sealed class OneType(Type type) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [type];
    }

    private sealed class Activator(Dictionary<string, Function> functions, Invoker invoker) : IJobActivatorEx
    {
        public T CreateInstance<T>() => System.Activator.CreateInstance<T>();

        public T CreateInstance<T>(IFunctionInstanceEx functionInstance)
        {
            var instance = CreateInstance<T>();
            var function = functions[functionInstance.FunctionDescriptor.LogName];
            ((QueueFunctions)(object)instance!).Run = async (message, cancellation) =>
            {
                using var json = JsonDocument.Parse(message.Content);
                var (input, metadata) = (QueueMessageData.Input(function, message, json.RootElement), QueueMessageData.Metadata(json.RootElement));
                await invoker.RunAsync(functionInstance.Id.ToString(), function, input, metadata, cancellation);
            };
            return instance;
        }
    }

    /// <summary>What the SDK cannot handle, storage that does not answer for example, ends the genuine host.</summary>
    private sealed class HostEnds(StopRequest stop, ILogger logger) : IWebJobsExceptionHandler
    {
        public Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod) => OnUnhandledExceptionAsync(exceptionInfo);

        public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
        {
            logger.LogCritical(exceptionInfo.SourceException, "An unhandled exception has occurred. Host is shutting down.");
            stop.Ask(1);
            return Task.CompletedTask;
        }
    }
}
