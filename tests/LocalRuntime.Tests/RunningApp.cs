using LocalRuntime.Functions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Tests;

/// <summary>The runtime in this process, on a free port, with the function classes of one test.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private RunningApp(IHost host, RecordedLog log)
    {
        (Host, Log) = (host, log);
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Http = new HttpClient { BaseAddress = new Uri(addresses.Single()) };
    }

    public IHost Host { get; }

    public HttpClient Http { get; }

    public RecordedLog Log { get; }

    /// <param name="functions">The function classes.</param>
    /// <param name="settings">Settings as <c>Key=value</c>.</param>
    /// <param name="configure">Services and middleware of the test.</param>
    public static async Task<RunningApp> StartAsync(
        Type[] functions, string[]? settings = null, Action<FunctionsApplicationBuilder>? configure = null)
    {
        var log = new RecordedLog();
        var host = Build(functions, settings, builder =>
        {
            builder.Logging.AddProvider(log);
            configure?.Invoke(builder);
        });
        await host.StartAsync();
        return new RunningApp(host, log);
    }

    public static IHost Build(Type[] functions, string[]? settings, Action<FunctionsApplicationBuilder> configure)
    {
        var builder = FunctionsApplication.CreateBuilder(["--port", "0", .. (settings ?? []).Select(setting => "--" + setting)]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new FunctionClasses(functions));
        configure(builder);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
    }
}
