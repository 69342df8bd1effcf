using LocalRuntime.Http;
using LocalRuntime.Queues;
using LocalRuntime.Timers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LocalRuntime.Hosting;

internal static class RuntimeServices
{
    public static void AddRuntime(this WebApplicationBuilder web)
    {
        web.Services.TryAddSingleton(TimeProvider.System);
        web.Services.TryAddSingleton(FunctionClasses.OfEntryAssembly);
        web.Services
            .AddSingleton<FunctionCatalog>()
            .AddSingleton<FunctionInvoker>()
            .AddSingleton<Shutdown>()
            .AddSingleton<FunctionKeys>()
            .AddSingleton<HttpFunctions>()
            .AddSingleton(_ => QueueSettings.From(web.Configuration))
            .AddRouting()
            .Configure<HostOptions>(options => options.ShutdownTimeout = Shutdown.GracePeriod(web.Configuration) + TimeSpan.FromSeconds(5))
            // Added last, so that the app's own services start before and stop after the functions that use them.
            .AddHostedService<Listeners<QueueTriggerAttribute, QueuePump>>()
            .AddHostedService<Listeners<TimerTriggerAttribute, TimerLoop>>();
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
    }

    /// <summary>Everything is logged to standard error: one line, or one JSON object, per entry.</summary>
    public static void AddStandardError(this ILoggingBuilder logging, IConfiguration configuration)
    {
        // ASP.NET Core's own request log shows the query string, and with it keys and personal data.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddConfiguration(configuration.GetSection(AppSettings.HostJson + "logging"));
        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if ("json".Equals(configuration["LocalRuntime:LogFormat"], StringComparison.OrdinalIgnoreCase))
            logging.AddJsonConsole(o => (o.TimestampFormat, o.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true));
        else
            logging.AddSimpleConsole(o => (o.TimestampFormat, o.UseUtcTimestamp, o.SingleLine) = ("HH:mm:ss.fff ", true, true));
    }
}
