using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Hosting;

/// <summary>The port, taken before anything starts so that a port in use is one clear line.</summary>
internal sealed class ListenSocket(IConfiguration configuration) : IDisposable
{
    private const int DefaultPort = 7071;

    public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <exception cref="StartFailedException">The port is not a port, or is in use.</exception>
    public void Bind()
    {
        var port = configuration.Read("LocalRuntime:Port", DefaultPort);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new StartFailedException($"{port} is not a port number.");
        try
        {
            Socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartFailedException($"Port {port} is in use; choose another with --port.");
        }
        catch (SocketException exception)
        {
            throw new StartFailedException($"Port {port} cannot be opened: {exception.Message}.");
        }
    }

    public void Dispose() => Socket.Dispose();
}
