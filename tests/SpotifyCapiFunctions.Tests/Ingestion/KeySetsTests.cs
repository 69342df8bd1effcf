using System.Net;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

public sealed class KeySetsTests : IDisposable
{
    private const string Address = "https://shop.example/.well-known/jwks.json";

    private readonly StandingTime time = new();
    private readonly Host host = new();
    private readonly HttpClient http;
    private readonly KeySets keys;

    public KeySetsTests()
    {
        http = new HttpClient(host);
        keys = new KeySets(Scripted.Secrets((name, _) => new(new SecretValue(name))).Object, http, time);
    }

    public void Dispose()
    {
        http.Dispose();
        host.Dispose();
    }

    [Fact]
    public async Task Keys_are_read_once_an_hour()
    {
        host.Answer = "{\"keys\":1}";
        await keys.GetAsync(Address, default);
        time.Advance(TimeSpan.FromMinutes(59));
        await keys.GetAsync(Address, default);
        Assert.Equal(1, host.Count);

        time.Advance(TimeSpan.FromMinutes(1));
        host.Answer = "{\"keys\":2}";
        Assert.Equal("{\"keys\":2}", (await keys.GetAsync(Address, default)).Reveal());
        Assert.Equal(2, host.Count);
    }

    [Fact]
    public async Task Unknown_keys_are_looked_for_once_a_minute()
    {
        host.Answer = "{}";
        for (var i = 0; i < 10; i++)
            await keys.RefreshAsync(Address, default);
        Assert.Equal(1, host.Count);

        time.Advance(TimeSpan.FromSeconds(60));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => keys.RefreshAsync(Address, default).AsTask()));
        Assert.Equal(2, host.Count);
    }

    [Fact]
    public async Task With_the_host_down_known_keys_go_on()
    {
        host.Answer = "{\"keys\":1}";
        await keys.GetAsync(Address, default);
        host.Answer = null;
        time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("{\"keys\":1}", (await keys.GetAsync(Address, default)).Reveal());
        Assert.Equal("{\"keys\":1}", (await keys.RefreshAsync(Address, default)).Reveal());
        Assert.Equal(2, host.Count);
    }

    [Fact]
    public async Task With_the_host_down_from_the_start_none_are_there_until_it_is_back()
    {
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await keys.GetAsync(Address, default));
        await Assert.ThrowsAsync<SecretUnavailableException>(async () => await keys.RefreshAsync(Address, default));
        Assert.Equal(1, host.Count);

        host.Answer = "{}";
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("{}", (await keys.GetAsync(Address, default)).Reveal());
    }

    [Fact]
    public async Task Other_names_are_secrets() => Assert.Equal("shop-secret", (await keys.GetAsync("shop-secret", default)).Reveal());

    private sealed class Host : HttpMessageHandler
    {
        public string? Answer { get; set; }

        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(Answer is null
                ? new HttpResponseMessage(HttpStatusCode.BadGateway)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer) });
        }
    }
}
