using System.Net.Sockets;

namespace Dev.Push;

/// <summary>The app's two routes for files of offline conversions.</summary>
internal sealed class OfflineRoutes : IDisposable
{
    private const string NoReportYet = "unknown_report";
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;
    private readonly string _path;

    public OfflineRoutes(Uri app, string source, string? key)
    {
        App = app;
        // What runs on this machine is never behind a proxy. No limit for an upload: it may take as long as it moves.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = !app.IsLoopback, AllowAutoRedirect = false, ConnectTimeout = Connecting })
        {
            BaseAddress = new Uri(app.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (!string.IsNullOrEmpty(key))
            _client.DefaultRequestHeaders.Add("x-functions-key", key);
        _path = $"api/offline-conversions/{Uri.EscapeDataString(source)}";
    }

    public static Problem NotAReport { get; } = new("The answer is not a report. Is --url the address of this app, in this version?");

    public Uri App { get; }

    /// <summary>Sends the file. The caller disposes the answer.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpResponseMessage> PostAsync(ConversionFile file, Action<long> onSent, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = FileContent.Whole(file, onSent) };
        // A wrong key or source is then answered before the first byte of the file is sent.
        request.Headers.ExpectContinue = true;
        return await _client.SendAsync(request, stop);
    }

    /// <returns>The report; null and no problem while there is none.</returns>
    public async Task<(PushReport? Report, Problem? Problem)> ReportAsync(string report, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Asking);
        var path = $"{_path}/reports/{Uri.EscapeDataString(report)}";
        using var answer = await _client.GetAsync(path, limit.Token);
        var body = await answer.Content.ReadAsByteArrayAsync(limit.Token);
        if (answer.IsSuccessStatusCode)
            return PushReport.TryParse(body) is { } found ? (found with { Link = "/" + path }, null) : (null, NotAReport);
        return ProblemBody.Read(body).Codes.Contains(NoReportYet) ? (null, null) : (null, await AppProblem.ReadAsync(answer, sent: 0, stop));
    }

    /// <summary>The connection could not be made or broke, so nobody knows what the app made of the request.</summary>
    public Problem Unreachable(HttpRequestException failed) => failed.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        ? new Problem($"Nothing answers at {App}. Start the app (./run serve), or name it with --url.")
        : new Problem($"The connection to {App} failed: {failed.Message}");

    public void Dispose() => _client.Dispose();
}
