using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpotifyStandIn.Connections;

namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>A running stand-in with one connection, one partner client and a clock that stands still.</summary>
public sealed class TestStandIn : IAsyncLifetime, IAsyncDisposable
{
    public const string ConnectionId = "7f1a1f3e-6b52-4c0e-9d6f-2f6a5a3c1b10";
    public const string Token = "the-token";
    private const int TimeoutSeconds = 20;

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };
    private readonly Func<StandInOptions, StandInOptions> adjust;
    private StandInServer? server;

    public TestStandIn()
        : this(options => options)
    {
    }

    private TestStandIn(Func<StandInOptions, StandInOptions> adjust) => this.adjust = adjust;

    public StandInServer Server => server ?? throw new InvalidOperationException("The stand-in is not started.");

    internal StandingTime Time { get; } = new();

    public static async Task<TestStandIn> StartAsync(Func<StandInOptions, StandInOptions>? adjust = null)
    {
        var standIn = new TestStandIn(adjust ?? (options => options));
        await standIn.InitializeAsync();
        return standIn;
    }

    public async Task InitializeAsync()
    {
        var options = new StandInOptions
        {
            Connections = [new StandInConnection(new Guid(ConnectionId), [Token])],
            PartnerClients = [new PartnerClient("client", ["client-secret"])],
            PartnerConversions = [new PartnerConversion("987654321", "123456789")],
            TimeProvider = Time,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds));
        server = await StandInServer.StartAsync(adjust(options), limit.Token);
    }

    public Task<Reply> PostDirectAsync(object body, string? token = Token) => PostAsync(Server.CapiDirectEndpoint, body, token);

    public Task<Reply> PostFlatAsync(object body, string? token = Token) => PostAsync(Server.CapiDirectFlatEndpoint, body, token);

    public async Task<Reply> PostPartnerAsync(object body) =>
        await PostAsync(Server.PartnerConversionsEndpoint, body, (await AskForTokenAsync()).Json.GetProperty("access_token").GetString());

    public Task<Reply> AskForTokenAsync(string client = "client", string secret = "client-secret", string grant = "client_credentials")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Server.PartnerTokenEndpoint)
        {
            Content = new FormUrlEncodedContent([new("grant_type", grant)]),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        return SendAsync(request);
    }

    public Task<Reply> PostAsync(Uri endpoint, object body, string? token, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body.ToString()!) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        return SendAsync(request);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Server.BaseAddress, path)));

    public Task<Reply> DeleteAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(Server.BaseAddress, path)));

    public Task<Reply> PutAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, new Uri(Server.BaseAddress, path))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        });

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            var headers = response.Headers.Concat(response.Content.Headers);
            return new Reply(
                (int)response.StatusCode,
                await response.Content.ReadAsStringAsync(),
                headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (Interlocked.Exchange(ref server, null) is { } running)
            await running.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string[] Messages => [.. Json.GetProperty("messages").EnumerateArray().Select(message => message.GetString()!)];

    /// <summary>One problem and no other: a rule that also trips its neighbours is a wrong rule.</summary>
    public void IsRefusedOnlyWith(string message)
    {
        Assert.Equal(400, Status);
        Assert.Equal([message], Messages);
    }
}
