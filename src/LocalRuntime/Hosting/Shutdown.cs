using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Hosting;

/// <summary>First nothing new begins, then running invocations have time to finish, then they are cancelled.</summary>
internal sealed class Shutdown : IDisposable
{
    private readonly CancellationTokenSource giveUp;

    public Shutdown(IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider time)
    {
        giveUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Stopping = lifetime.ApplicationStopping;
        var grace = GracePeriod(configuration);
        Stopping.Register(() => giveUp.CancelAfter(grace));
    }

    /// <summary>Nothing new may begin.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Running invocations are cancelled.</summary>
    public CancellationToken GivenUp => giveUp.Token;

    public static TimeSpan GracePeriod(IConfiguration configuration) =>
        TimeSpan.FromSeconds(configuration.Read("LocalRuntime:ShutdownSeconds", 10.0));

    public void Dispose() => giveUp.Dispose();
}
