using System.CommandLine;
using System.Text;
using System.Text.Json;
using Dev.Push;

namespace Dev.Doctor;

/// <summary>The JSON routes of a running app.</summary>
internal sealed class AppRoutes : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly HttpClient _client;

    public AppRoutes(Uri app, string? key)
    {
        App = app;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = !app.IsLoopback, AllowAutoRedirect = false, ConnectTimeout = OfflineRoutes.Connecting })
        {
            BaseAddress = new Uri(app.AbsoluteUri.TrimEnd('/') + "/api/"),
            Timeout = Limit,
        };
        if (!string.IsNullOrEmpty(key))
            _client.DefaultRequestHeaders.Add("x-functions-key", key);
    }

    public Uri App { get; }

    public Task<(JsonElement Json, Problem? Problem)> GetAsync(string path, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);

    public Task<(JsonElement Json, Problem? Problem)> PostAsync(string path, string json, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, stop);

    public void Dispose() => _client.Dispose();

    private async Task<(JsonElement Json, Problem? Problem)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using (request)
            {
                using var answer = await _client.SendAsync(request, stop);
                return answer.IsSuccessStatusCode
                    ? (Json.Parse(await answer.Content.ReadAsByteArrayAsync(stop)), null)
                    : (default, await AppProblem.ReadAsync(answer, sent: 0, stop));
            }
        }
        catch (HttpRequestException failed)
        {
            return (default, failed.HttpRequestError == HttpRequestError.ConnectionError
                ? new Problem($"Nothing answers at {App}. Start the app (./run serve), or name it with --url.")
                : new Problem($"The connection to {App} failed: {failed.Message}"));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (default, new Problem($"{App} did not answer within {Limit.TotalSeconds:0} seconds."));
        }
    }
}

/// <summary>The options that tell a command where the app is.</summary>
internal sealed class AppOptions
{
    private const string LocalApp = "http://127.0.0.1:7071";

    public Option<string?> Url { get; } = new("--url") { Description = $"Where the app is; {PushEnvironment.Url}, or {LocalApp}." };

    public Option<string?> Key { get; } = new("--key") { Description = $"Function key; better in {PushEnvironment.Key}." };

    /// <returns>Null and why when the address is none.</returns>
    public (AppRoutes? Routes, Problem? Problem) Routes(ParseResult line)
    {
        var address = Or(line.GetValue(Url), PushEnvironment.Url) ?? LocalApp;
        return Uri.TryCreate(address, UriKind.Absolute, out var app) && app.Scheme is "http" or "https"
            ? (new AppRoutes(app, Or(line.GetValue(Key), PushEnvironment.Key)), null)
            : (null, new Problem($"{address} is not the address of an app; it looks like {LocalApp}."));
    }

    private static string? Or(string? given, string variable) =>
        !string.IsNullOrEmpty(given) ? given : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
