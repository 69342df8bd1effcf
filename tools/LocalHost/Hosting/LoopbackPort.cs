using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalHost.Hosting;

/// <summary>
/// A port of 127.0.0.1 that is ours before there is a server on it: a taken one is noticed at once, and a worker that connects early
/// waits in the backlog.
/// </summary>
internal sealed class LoopbackPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public LoopbackPort(int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new StartFailedException(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {port} is in use; choose another with --port."
                : $"Port {port} cannot be opened: {exception.Message}");
        }

        Number = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public string Address => $"http://127.0.0.1:{Number}";

    public void Listen() => socket.Listen();

    /// <summary>A web application on this port that logs where the host does.</summary>
    public WebApplication Build(ILoggerFactory loggers, HttpProtocols protocols, Action<KestrelServerOptions> kestrel, Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = _ => socket).ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, Number, listen => listen.Protocols = protocols);
            kestrel(options);
        });
        builder.Services.AddRouting().AddSingleton(loggers);
        // The caller that stops it says how long it may take.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        services(builder.Services);
        return builder.Build();
    }

    public void Dispose() => socket.Dispose();
}
