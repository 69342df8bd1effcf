using System.Net.Http.Headers;
using System.Text;
using SpotifyStandIn;
using Testing.Harness.OpenApi;

namespace Testing.Harness;

/// <summary>The whole way with real parts: host and worker as processes, Azurite as a process, and the stand-in of Spotify in this one.</summary>
public sealed class Scenario : IAsyncDisposable
{
    private readonly AzuriteOfItsOwn? own;

    private Scenario(AzuriteOfItsOwn? own, string storage, StandInServer spotify, AppProcess app)
    {
        (this.own, Storage, Spotify, App) = (own, storage, spotify, app);
        Queues = new Queues(storage);
        Accounting = new Accounting(this);
    }

    /// <summary>Connection string of the storage account, which nobody else uses.</summary>
    public string Storage { get; }

    /// <summary>Only of a scenario that asked for one of its own.</summary>
    public AzuriteProcess Azurite => own?.Process ?? throw new InvalidOperationException("This scenario has an account of the shared Azurite.");

    public StandInServer Spotify { get; }

    public AppProcess App { get; }

    public Queues Queues { get; }

    /// <summary>What was promised against what happened; every answer of this scenario is in it.</summary>
    public Accounting Accounting { get; }

    /// <summary>Set while a worker is killed: for what was under way in it, the host answers 500 without a word, which no route of ours does.</summary>
    public bool WorkerMayDie { get; set; }

    public ShopifyOrders Orders { get; } = new(ScenarioSettings.WebhookSecret);

    public static async Task<Scenario> StartAsync(ScenarioOptions? options = null)
    {
        options ??= new ScenarioOptions();
        var own = options.OwnAzurite ? await AzuriteOfItsOwn.StartAsync() : null;
        StandInServer? spotify = null;
        try
        {
            var storage = own?.Process.ConnectionString ?? await AzuriteProcess.NewAccountAsync();
            spotify = await StandInServer.StartAsync(options.Spotify, CancellationToken.None);
            var settings = ScenarioSettings.Default(storage, spotify.CapiDirectEndpoint);
            options.Configure(settings, spotify);
            var app = await AppProcess.StartAsync(settings, options.AppFolder ?? AppProcess.BuiltApp, options.Arguments);

            // Whatever it says: a worker's first look at its storage takes a busy machine longer than a webhook may wait.
            using var health = await app.Http.GetAsync("/api/health");
            return new Scenario(own, storage, spotify, app);
        }
        catch
        {
            if (spotify is not null)
                await spotify.DisposeAsync();
            if (own is not null)
                await own.DisposeAsync();
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
        if (!WorkerMayDie || answer is not { Status: 500, Text: "" })
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
        if (own is not null)
            await own.DisposeAsync();
    }

    private sealed record AzuriteOfItsOwn(DirectoryInfo Folder, AzuriteProcess Process) : IAsyncDisposable
    {
        public static async Task<AzuriteOfItsOwn> StartAsync()
        {
            var folder = Directory.CreateTempSubdirectory("azurite-");
            return new AzuriteOfItsOwn(folder, await AzuriteProcess.StartAsync(folder.FullName));
        }

        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            Folder.Delete(recursive: true);
        }
    }
}
