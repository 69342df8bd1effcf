using System.Net;

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
