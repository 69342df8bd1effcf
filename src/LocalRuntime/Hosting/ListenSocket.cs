using System.Net;
using System.Net.Sockets;

namespace LocalRuntime.Hosting;

/// <summary>The port, taken before anything starts so that a port in use is one clear line.</summary>
internal sealed class ListenSocket(IConfiguration configuration) : IDisposable
{
    public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Bind()
    {
        var port = configuration.Read("LocalRuntime:Port", 7071);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new StartFailedException($"{port} is not a port number.");
        try
        {
            Socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException exception)
        {
            throw new StartFailedException(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {port} is in use; choose another with --port."
                : $"Port {port} cannot be opened: {exception.Message}.");
        }
    }

    public void Dispose() => Socket.Dispose();
}
