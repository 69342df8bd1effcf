namespace LocalRuntime.Hosting;

/// <summary>First nothing new begins, then running invocations have time to finish, then they are cancelled.</summary>
internal sealed class Shutdown : IDisposable
{
    private readonly CancellationTokenSource giveUp = new();

    public Shutdown(IHostApplicationLifetime lifetime, IConfiguration configuration)
    {
        var grace = GracePeriod(configuration);
        Stopping = lifetime.ApplicationStopping;
        Stopping.Register(() => giveUp.CancelAfter(grace));
    }

    public CancellationToken Stopping { get; }
    public CancellationToken GivenUp => giveUp.Token;

    public void Dispose() => giveUp.Dispose();

    public static TimeSpan GracePeriod(IConfiguration configuration) =>
        TimeSpan.FromSeconds(configuration.Read("LocalRuntime:ShutdownSeconds", 10.0));
}
