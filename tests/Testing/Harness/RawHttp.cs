using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Testing.Harness;

/// <summary>How a raw client behaves after its last byte.</summary>
public enum AfterSending
{
    /// <summary>It waits for the answer.</summary>
    Wait,

    /// <summary>It says that it will send no more, and waits for the answer.</summary>
    Finish,

    /// <summary>It is gone.</summary>
    Leave,
}

/// <summary>A client below HTTP, for requests that no library would send.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes as they are.</summary>
    /// <param name="address">The app.</param>
    /// <param name="head">Request line and headers; <c>Host</c> and <c>Connection: close</c> are added.</param>
    /// <param name="body">What follows them.</param>
    /// <param name="after">What the client does then.</param>
    /// <returns>Status (0 when there was no answer) and text of the answer.</returns>
    public static async Task<(int Status, string Text)> SendAsync(Uri address, string head, byte[] body, AfterSending after = AfterSending.Wait)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, limit.Token);
        var received = new MemoryStream();
        try
        {
            var lines = head.ReplaceLineEndings("\r\n").TrimEnd() + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            byte[] request = [.. Encoding.Latin1.GetBytes(lines), .. body];
            await SendAllAsync(socket, request, limit.Token);
            if (after == AfterSending.Leave)
                return (0, "");
            if (after == AfterSending.Finish)
                socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[16 * 1024];
            while (await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
                received.Write(buffer, 0, count);
        }
        catch (SocketException)
        {
            // A server that refuses a body may cut the connection while we still send; its answer, if any, has come.
        }

        return Read(Encoding.UTF8.GetString(received.ToArray()));
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    private static (int Status, string Text) Read(string answer)
    {
        if (!answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            return (0, answer);
        var status = int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        return (status, answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }
}
