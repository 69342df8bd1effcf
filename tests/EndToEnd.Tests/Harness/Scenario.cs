using System.Net.Http.Headers;
using System.Text;
using Azurite;
using EndToEnd.Tests.Harness.OpenApi;
using SpotifyStandIn;

namespace EndToEnd.Tests.Harness;

/// <summary>The whole way with real parts: the app as a process, Azurite as a process, and the stand-in of Spotify in this one.</summary>
public sealed class Scenario : IAsyncDisposable
{
    private readonly DirectoryInfo? folder;

    private Scenario(DirectoryInfo? folder, AzuriteProcess azurite, StandInServer spotify, AppProcess app)
    {
        (this.folder, Azurite, Spotify, App) = (folder, azurite, spotify, app);
        Queues = new Queues(azurite.ConnectionString);
        Accounting = new Accounting(this);
    }

    public AzuriteProcess Azurite { get; }

    public StandInServer Spotify { get; }

    public AppProcess App { get; }

    public Queues Queues { get; }

    /// <summary>What was promised against what happened; every answer of this scenario is in it.</summary>
    public Accounting Accounting { get; }

    public ShopifyOrders Orders { get; } = new(ScenarioSettings.WebhookSecret);

    public static async Task<Scenario> StartAsync(ScenarioOptions? options = null)
    {
        options ??= new ScenarioOptions();
        var folder = options.OnDisk ? Directory.CreateTempSubdirectory("azurite-") : null;
        var azurite = await AzuriteProcess.StartAsync(folder?.FullName);
        StandInServer? spotify = null;
        try
        {
            spotify = await StandInServer.StartAsync(options.Spotify, CancellationToken.None);
            var settings = ScenarioSettings.Default(azurite.ConnectionString, spotify.CapiDirectEndpoint);
            options.Configure(settings, spotify);
            return new Scenario(folder, azurite, spotify, await AppProcess.StartAsync(settings, options.Arguments));
        }
        catch
        {
            if (spotify is not null)
                await spotify.DisposeAsync();
            await azurite.DisposeAsync();
            folder?.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Sends a webhook with an order of a new id.</summary>
    public async Task<(Answer Answer, string EventId)> PostOrderAsync(string source = "shop")
    {
        using var request = Orders.SignedOrder(out var eventId, source);
        return (await SendAsync(request), eventId);
    }

    /// <summary>Sends canonical events.</summary>
    /// <param name="json">The body.</param>
    /// <param name="query">For example <c>?destination=main</c>.</param>
    public Task<Answer> PostEventsAsync(string json, string query = "") => PostAsync("/api/events" + query, json);

    public Task<Answer> PreviewAsync(string json, string query = "") => PostAsync("/api/preview" + query, json);

    public async Task<Answer> PostAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        return await SendAsync(request);
    }

    public async Task<Answer> GetAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await SendAsync(request);
    }

    /// <summary>Sends a request, compares the answer with docs/openapi.json, and notes what it promises.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var path = request.RequestUri!.OriginalString;
        using var response = await App.Http.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        Accounting.Note(answer, path);
        DocumentedAnswers.Check(request.Method.Method, path, answer);
        return answer;
    }

    /// <summary>Waits until the stand-in has accepted the events.</summary>
    public Task DeliveredAsync(params IEnumerable<string> eventIds)
    {
        var waiting = eventIds.ToHashSet();
        return Eventually.TrueAsync(
            () =>
            {
                waiting.ExceptWith(Accounting.Delivered());
                return Task.FromResult(waiting.Count == 0);
            },
            () => $"delivered: {string.Join(", ", waiting.Take(10))} ({waiting.Count} are missing)",
            TimeSpan.FromSeconds(60));
    }

    /// <summary>The body of the only accepted request with an event.</summary>
    public string BodyWith(string eventId)
    {
        var (request, _) = Assert.Single(Spotify.Received.Find(eventId), send => send.Request.Accepted);
        return Encoding.UTF8.GetString(request.Body!.Value.Span);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Spotify.DisposeAsync();
        await Azurite.DisposeAsync();
        folder?.Delete(recursive: true);
    }
}
