using System.CommandLine;
using System.Text;
using System.Text.Json;
using Dev.Push;

namespace Dev.Doctor;

/// <summary>The JSON routes of a running app.</summary>
internal sealed class AppClient(Uri app, string? key) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly HttpClient client = AppRoutes.Client(app, key, Limit);

    public Uri App => app;

    public Task<(JsonElement Json, Problem? Problem)> GetAsync(string path, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/" + path), stop);

    public Task<(JsonElement Json, Problem? Problem)> PostAsync(string path, string json, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/" + path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, stop);

    public void Dispose() => client.Dispose();

    private async Task<(JsonElement Json, Problem? Problem)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using (request)
            {
                using var answer = await client.SendAsync(request, stop);
                return answer.IsSuccessStatusCode
                    ? (Json.Parse(await answer.Content.ReadAsByteArrayAsync(stop)), null)
                    : (default, await AppProblem.ReadAsync(answer, sent: 0, stop));
            }
        }
        catch (HttpRequestException failed)
        {
            return (default, AppRoutes.Unreachable(app, failed));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (default, new Problem($"{app} did not answer within {Limit.TotalSeconds:0} seconds."));
        }
    }
}

/// <summary>The options that tell a command where the app is.</summary>
internal sealed class AppOptions
{
    public Option<string?> Url { get; } = new("--url") { Description = $"Where the app is; {PushEnvironment.Url}, or {AppRoutes.LocalApp}." };

    public Option<string?> Key { get; } = new("--key") { Description = $"Function key; better in {PushEnvironment.Key}." };

    /// <returns>Null and why when the address is none.</returns>
    public (AppClient? Client, Problem? Problem) Client(ParseResult line)
    {
        var (app, problem) = AppRoutes.Address(line.GetValue(Url));
        return app is null ? (null, problem) : (new AppClient(app, AppRoutes.Or(line.GetValue(Key), PushEnvironment.Key)), null);
    }
}
