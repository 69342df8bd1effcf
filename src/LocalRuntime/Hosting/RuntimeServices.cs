using System.Net;
using LocalRuntime.Functions;
using LocalRuntime.Http;
using LocalRuntime.Invocation;
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
        var services = web.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(FunctionClasses.OfEntryAssembly);
        services.AddSingleton<FunctionCatalog>();
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton<Shutdown>();
        services.AddSingleton<ListenSocket>();
        services.AddSingleton<FunctionKeys>();
        services.AddSingleton<HttpFunctions>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueSettings>(provider));
        services.AddSingleton<QueueFunctions>();
        services.AddSingleton<TimerFunctions>();
        services.AddRouting();
        services.AddOptions<HostOptions>()
            .Configure(options => options.ShutdownTimeout = Shutdown.GracePeriod(web.Configuration) + AfterGracePeriod);

        // Added last, so that the app's own services start before and stop after the functions that use them.
        services.AddHostedService(provider => provider.GetRequiredService<QueueFunctions>());
        services.AddHostedService(provider => provider.GetRequiredService<TimerFunctions>());
        AddKestrel(web);
        web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = true);
    }

    private static void AddKestrel(WebApplicationBuilder web)
    {
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodyLimit.Initial;
            kestrel.Listen(IPAddress.Loopback, port: 0);
        });
        web.Services.AddOptions<SocketTransportOptions>()
            .Configure<ListenSocket>((options, listen) => options.CreateBoundListenSocket = _ => listen.Socket);
    }
}
