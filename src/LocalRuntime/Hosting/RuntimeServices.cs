using System.Net;
using LocalRuntime.Http;
using LocalRuntime.Queues;
using LocalRuntime.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Hosting;

internal static class RuntimeServices
{
    private static readonly TimeSpan AfterGracePeriod = TimeSpan.FromSeconds(5);

    public static void AddRuntime(this WebApplicationBuilder web)
    {
        web.Services.TryAddSingleton(TimeProvider.System);
        web.Services.TryAddSingleton(FunctionClasses.OfEntryAssembly);
        web.Services
            .AddSingleton<FunctionCatalog>()
            .AddSingleton<FunctionInvoker>()
            .AddSingleton<Shutdown>()
            .AddSingleton<ListenSocket>()
            .AddSingleton<FunctionKeys>()
            .AddSingleton<HttpFunctions>()
            .AddSingleton(_ => QueueSettings.From(web.Configuration))
            .AddRouting()
            .Configure<HostOptions>(options => options.ShutdownTimeout = Shutdown.GracePeriod(web.Configuration) + AfterGracePeriod)
            // Added last, so that the app's own services start before and stop after the functions that use them.
            .AddHostedService<QueueFunctions>()
            .AddHostedService<TimerFunctions>()
            .AddOptions<SocketTransportOptions>()
            .Configure<ListenSocket>((options, listen) => options.CreateBoundListenSocket = _ => listen.Socket);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodyLimit.Initial;
            kestrel.Listen(IPAddress.Loopback, port: 0);
        });
        web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
    }
}
