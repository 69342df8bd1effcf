using System.Net;
using System.Net.Sockets;

namespace Dev.Hosting;

/// <summary>HTTP to what we started ourselves on 127.0.0.1: never through a proxy.</summary>
internal static class LocalHttp
{
    public static HttpClient Create(string baseAddress, TimeSpan timeout) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(baseAddress),
            Timeout = timeout,
        };

    /// <returns>True when something answers with JSON, whatever its status.</returns>
    public static async Task<bool> AnswersJsonAsync(HttpClient client, string path, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(path, stop);
            return answer.Content.Headers.ContentType?.MediaType == "application/json";
        }
        catch (Exception silent) when (IsSilence(silent, stop))
        {
            return false;
        }
    }

    /// <returns>The status of whatever answers, or null when nothing does.</returns>
    public static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(path, stop);
            return answer.StatusCode;
        }
        catch (Exception silent) when (IsSilence(silent, stop))
        {
            return null;
        }
    }

    private static bool IsSilence(Exception exception, CancellationToken stop) =>
        exception is HttpRequestException || (exception is OperationCanceledException && !stop.IsCancellationRequested);
}

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
