using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Testing.Harness.Vault;

/// <summary>An HTTP proxy that knows CONNECT only and takes every name to one port of 127.0.0.1; switched off, it hangs up.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;
    private CancellationTokenSource open = new();
    private int refused;

    public ConnectProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public bool IsOff { get; private set; }

    /// <summary>Connections that were hung up on.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Ends what is open and lets nothing through any more.</summary>
    public void SwitchOff()
    {
        IsOff = true;
        open.Cancel();
    }

    public void SwitchOn()
    {
        open.Dispose();
        open = new CancellationTokenSource();
        IsOff = false;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await open.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
        open.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
                tunnels.Add(TunnelAsync(await listener.AcceptTcpClientAsync(stop.Token), open.Token));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task TunnelAsync(TcpClient client, CancellationToken cancellation)
    {
        using var _ = client;
        if (IsOff)
        {
            Interlocked.Increment(ref refused);
            return;
        }

        try
        {
            using var server = new TcpClient();
            await ReadHeadAsync(client.GetStream(), cancellation);
            await server.ConnectAsync(IPAddress.Loopback, target, cancellation);
            await client.GetStream().WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellation);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), cancellation), server.GetStream().CopyToAsync(client.GetStream(), cancellation));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One side has hung up, which is what a tunnel is told by.
        }
    }

    private static async Task ReadHeadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellation);
            head.Append((char)one[0]);
        }
    }
}
