using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace LocalRuntime.Timers;

/// <summary>Runs the functions with a timer trigger.</summary>
internal sealed class TimerFunctions : IHostedService
{
    private readonly List<TimerLoop> loops = [];
    private Task running = Task.CompletedTask;

    public TimerFunctions(
        FunctionCatalog catalog,
        FunctionInvoker invoker,
        Shutdown shutdown,
        IConfiguration configuration,
        TimeProvider time,
        ILogger<TimerFunctions> logger)
    {
        foreach (var (function, trigger) in catalog.TriggeredBy<TimerTriggerAttribute>())
        {
            if (function.TriggerParameters.FirstOrDefault(parameter => parameter.ParameterType != typeof(TimerInfo)) is { } unknown)
                throw function.CannotBind(unknown);
            var text = configuration.Resolve(trigger.Schedule, function);
            var schedule = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
                ?? throw new StartFailedException($"Function {function.Name}: '{text}' is not a six-field NCRONTAB schedule.");
            loops.Add(new TimerLoop(function, trigger, schedule, invoker, shutdown, time, logger));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(loops.Select(loop => Task.Run(loop.RunAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
