using LocalRuntime.Http;
using LocalRuntime.Queues;
using LocalRuntime.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LocalRuntime.Hosting;

/// <summary>
/// The web application as a host that checks everything before it starts. What a developer can mend ends the program with one line for
/// each problem and exit code 2 instead of a stack trace.
/// </summary>
internal sealed class LocalHost(WebApplication web) : IHost, IAsyncDisposable
{
    private const int CannotStart = 2;

    public IServiceProvider Services => web.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Services.GetService<IStartupValidator>()?.Validate();
            Services.GetRequiredService<HttpFunctions>().Map(web);
            Services.GetRequiredService<QueueFunctions>();
            Services.GetRequiredService<TimerFunctions>();
            Services.GetRequiredService<ListenSocket>().Bind();
        }
        catch (StartFailedException exception)
        {
            Refuse([exception.Message]);
            return;
        }
        catch (OptionsValidationException exception)
        {
            Refuse(exception.Failures);
            return;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            Refuse(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
            return;
        }

        await web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    // The app calls Run: stopping at once is the only way to end it without an unhandled exception.
    private void Refuse(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        Environment.ExitCode = CannotStart;
        web.Lifetime.StopApplication();
    }
}
