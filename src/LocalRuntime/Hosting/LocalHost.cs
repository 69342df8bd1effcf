using LocalRuntime.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LocalRuntime.Hosting;

/// <summary>What the developer can mend.</summary>
internal sealed class StartFailedException(string message) : Exception(message);

/// <summary>
/// The web application as a host that checks everything before it starts. A mistake of the developer ends the program with one line for
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
            _ = Services.GetServices<IHostedService>();
            Services.GetRequiredService<ListenSocket>().Bind();
        }
        catch (Exception exception) when (ProblemsOf(exception) is { } problems)
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync(problem);
            Environment.ExitCode = CannotStart;
            // The app calls Run: stopping at once is the only way to end it without an unhandled exception.
            web.Lifetime.StopApplication();
            return;
        }

        await web.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => web.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private static IEnumerable<string>? ProblemsOf(Exception exception) => exception switch
    {
        StartFailedException => [exception.Message],
        OptionsValidationException invalid => invalid.Failures,
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            all.InnerExceptions.SelectMany(inner => ProblemsOf(inner)!),
        _ => null,
    };
}
