namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>Gives each test a stand-in of its own, for tests whose subject is what the stand-in remembers.</summary>
public abstract class StandInTest : IAsyncLifetime, IAsyncDisposable
{
    protected TestStandIn StandIn { get; } = new();

    public Task InitializeAsync() => StandIn.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await StandIn.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
