using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>A client of a scripted server, with a token in a vault that the test holds.</summary>
public abstract class SpotifyClientTest : IDisposable
{
    private protected static readonly byte[] Body = "{\"a\":1}"u8.ToArray();

    private protected readonly ScriptedServer server = new();
    private protected readonly FakeTimeProvider time = new(SampleEvent.Now);
    private protected FakeSecrets secrets = new(("capi-token", "token-1"));

    public void Dispose()
    {
        server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<SpotifyAnswer> PostAsync() => Client().PostAsync(TestDestinations.Direct, Body, CancellationToken.None);

    private protected SpotifyClient Client()
    {
        var tokens = new CapiTokens(secrets);
        return new SpotifyClient(server.Client, new BearerSources(tokens, tokens), time);
    }
}
