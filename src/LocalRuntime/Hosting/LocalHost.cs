using System.Net;
using System.Net.Sockets;
using LocalRuntime.Http;
using LocalRuntime.Queues;
using Microsoft.Extensions.Options;

namespace LocalRuntime.Hosting;

/// <summary>A mistake of the developer: one line and exit code 2 instead of a stack trace.</summary>
internal sealed class StartFailedException(string message) : Exception(message);

/// <summary>The web application as a host that checks everything before it starts.</summary>
internal sealed class LocalHost(WebApplication web) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => web.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Services.GetService<IStartupValidator>()?.Validate();
            Services.GetRequiredService<QueueSettings>();
            Services.GetRequiredService<HttpFunctions>().Map(web);
            web.Urls.Add($"http://{IPAddress.Loopback}:{FreePort()}");
            Services.GetServices<IHostedService>();
        }
        catch (Exception exception) when (ProblemsOf(exception) is { } problems)
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync(problem);
            Environment.ExitCode = 2;
            // The app calls Run: stopping at once is the only way to end it without an unhandled exception.
            web.Lifetime.StopApplication();
            return;
        }

        await web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);
    public void Dispose() => ((IDisposable)web).Dispose();
    public ValueTask DisposeAsync() => web.DisposeAsync();

    private int FreePort()
    {
        var port = web.Configuration.Read("LocalRuntime:Port", 7071);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new StartFailedException($"{port} is not a port number.");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return port;
        }
        catch (SocketException exception)
        {
            throw new StartFailedException(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {port} is in use; choose another with --port."
                : $"Port {port} cannot be opened: {exception.Message}.");
        }
    }

    private static IEnumerable<string>? ProblemsOf(Exception exception) => exception switch
    {
        StartFailedException => [exception.Message],
        OptionsValidationException invalid => invalid.Failures,
        AggregateException { InnerExceptions: var all } when all.All(inner => inner is OptionsValidationException) =>
            all.SelectMany(inner => ProblemsOf(inner)!),
        _ => null,
    };
}
