using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>A client below HTTP, which sees how a connection really ends.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> PostAsync(Uri endpoint, string body, CancellationToken cancellationToken)
    {
        var client = new RawClient();
        await client.socket.ConnectAsync(IPAddress.Loopback, endpoint.Port, cancellationToken);
        var request = $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TestStandIn.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await client.socket.SendAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
        return client;
    }

    /// <summary>What was sent to us, and the error with which the connection ended, if it did.</summary>
    public async Task<(string Text, SocketError? End)> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
                text.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, count)));
            return (text.ToString(), SocketError.Success);
        }
        catch (SocketException e)
        {
            return (text.ToString(), e.SocketErrorCode);
        }
        catch (OperationCanceledException)
        {
            return (text.ToString(), null);
        }
    }

    public void Dispose() => socket.Dispose();
}
