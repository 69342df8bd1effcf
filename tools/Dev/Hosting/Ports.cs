using System.Net;
using System.Net.Sockets;

namespace Dev.Hosting;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class Ports
{
    /// <param name="wanted">1 to 65535, or 0 for any that is free.</param>
    /// <param name="command">How to run with another port, for the message.</param>
    /// <returns>The port, or the problem that it is taken.</returns>
    public static (int Port, Problem? Problem) Choose(int wanted, string command)
    {
        if (wanted is < 0 or > IPEndPoint.MaxPort)
            return (0, new Problem($"--port {wanted} is not a port; choose 1 to {IPEndPoint.MaxPort}, or 0 for any that is free."));
        var listener = new TcpListener(IPAddress.Loopback, wanted);
        try
        {
            listener.Start();
            return (((IPEndPoint)listener.LocalEndpoint).Port, null);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            return (0, new Problem($"Port {wanted} may not be opened by this user. Choose another: {command} --port 7072"));
        }
        catch (SocketException)
        {
            return (0, new Problem($"Port {wanted} is taken. Stop what listens there or choose another: {command} --port {(wanted == 7071 ? 7072 : 7071)}"));
        }
        finally
        {
            listener.Dispose();
        }
    }
}
