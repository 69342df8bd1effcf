using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dev.Push;

/// <summary>The app's two routes for files of offline conversions.</summary>
internal sealed class OfflineRoutes : IDisposable
{
    /// <summary>How long it may take to connect.</summary>
    public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);

    private const string NoReportYet = "unknown_report";
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(60);

    private readonly HttpClient client;
    private readonly string route;

    public OfflineRoutes(Uri app, string source, string? key)
    {
        App = app;
        // No limit for an upload: it may take as long as it moves.
        client = AppRoutes.Client(app, key, Timeout.InfiniteTimeSpan);
        route = $"api/offline-conversions/{Uri.EscapeDataString(source)}";
    }

    public static Problem NotAReport { get; } = new("The answer is not a report. Is --url the address of this app, in this version?");

    public Uri App { get; }

    /// <summary>Sends the file. The caller disposes the answer.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpResponseMessage> PostAsync(ConversionFile file, Action<long> onSent, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new FileContent(file, onSent) };
        // A wrong key or source is then answered before the first byte of the file is sent.
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request, stop);
    }

    /// <returns>The report; null and no problem while there is none.</returns>
    public async Task<(PushReport? Report, Problem? Problem)> ReportAsync(string report, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Asking);
        var path = $"{route}/reports/{Uri.EscapeDataString(report)}";
        using var answer = await client.GetAsync(path, limit.Token);
        var body = await answer.Content.ReadAsByteArrayAsync(limit.Token);
        if (answer.IsSuccessStatusCode)
            return PushReport.TryParse(body) is { } found ? (found with { Link = "/" + path }, null) : (null, NotAReport);
        return ProblemBody.Read(body).Codes.Contains(NoReportYet) ? (null, null) : (null, await AppProblem.ReadAsync(answer, sent: 0, stop));
    }

    /// <summary>The connection could not be made or broke, so nobody knows what the app made of the request.</summary>
    public Problem Unreachable(HttpRequestException failed) => AppRoutes.Unreachable(App, failed);

    public void Dispose() => client.Dispose();
}

/// <summary>How a command reaches the app.</summary>
internal static class AppRoutes
{
    public const string LocalApp = "http://127.0.0.1:7071";

    public static HttpClient Client(Uri app, string? key, TimeSpan limit)
    {
        // What runs on this machine is never behind a proxy.
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = !app.IsLoopback, AllowAutoRedirect = false, ConnectTimeout = OfflineRoutes.Connecting })
        {
            BaseAddress = new Uri(app.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = limit,
        };
        if (!string.IsNullOrEmpty(key))
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        return client;
    }

    /// <summary>The address that the user gave, or that of the environment, or of this machine.</summary>
    public static (Uri? App, Problem? Problem) Address(string? given)
    {
        var address = Or(given, PushEnvironment.Url) ?? LocalApp;
        return Uri.TryCreate(address, UriKind.Absolute, out var app) && (app.Scheme is "http" or "https")
            ? (app, null)
            : (null, new Problem($"{address} is not the address of an app; it looks like {LocalApp}."));
    }

    public static string? Or(string? given, string variable) =>
        !string.IsNullOrEmpty(given) ? given : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    public static Problem Unreachable(Uri app, HttpRequestException failed) =>
        failed.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        ? new Problem($"Nothing answers at {app}. Start the app (./run serve), or name it with --url.")
        : new Problem($"The connection to {app} failed: {failed.Message}");
}

/// <summary>An answer of the app that is not the one hoped for, as a sentence for a person.</summary>
internal static class AppProblem
{
    /// <summary>The Functions host in front of the app has less to say to a body beyond its limit, or its memory, than the app itself.</summary>
    private const long LargeBody = 32 * 1024 * 1024;

    /// <summary>Whether the host answered for a worker that ended under the request, and not for a body that is too large for it.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="sent">Bytes of the body that it answers to.</param>
    public static bool IsOfALostWorker(HttpResponseMessage answer, long sent) =>
        answer.StatusCode == HttpStatusCode.InternalServerError && answer.Content.Headers.ContentLength == 0 && sent <= LargeBody;

    /// <param name="answer">What the app, or the host before it, answered.</param>
    /// <param name="sent">Bytes of the body that it answers to.</param>
    /// <param name="stop">The user stopped the command.</param>
    public static async Task<Problem> ReadAsync(HttpResponseMessage answer, long sent, CancellationToken stop)
    {
        var said = ProblemBody.Read(await answer.Content.ReadAsByteArrayAsync(stop));
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Problem(
                $"The app asks for a function key. Put it into {PushEnvironment.Key}, or pass --key; in Azure it is under App keys of the function app."),
            HttpStatusCode.RequestEntityTooLarge => new Problem("The app takes no file of this size by HTTP. Push it with --via container.", said.Lines),
            HttpStatusCode.InternalServerError when said.IsEmpty && sent > LargeBody => new Problem(string.Create(
                CultureInfo.InvariantCulture,
                $"The Functions host answered 500 without a word, as it does when one request is more than it takes (100 MiB, or its memory); "
                + $"this one has {ByteText.Of(sent)}. Push it with --via container.")),
            HttpStatusCode.InternalServerError when said.IsEmpty => new Problem(
                "The Functions host answered 500 without a word, as it does when the app's process ends under a request."),
            HttpStatusCode.NotFound when said.IsEmpty => new Problem(
                "The address answers, but knows no such route. Is --url the app's address, without /api?"),
            var status => new Problem($"The app answered {status:D}{(said.IsEmpty ? "." : "; see above.")}", said.Lines),
        };
    }
}
