using System.Net.Sockets;

namespace LocalHost.Http;

/// <summary>
/// Tries again when nobody listens, as the genuine host does: a worker says that it is ready a moment before its web server listens.
/// A request that could not connect has sent nothing of its body.
/// </summary>
internal sealed class RefusedConnectionRetry(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Tries = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (
                tried < Tries && exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                var pause = FirstPause * tried;
                await Task.Delay(pause < LongestPause ? pause : LongestPause, cancellationToken);
            }
        }
    }
}
