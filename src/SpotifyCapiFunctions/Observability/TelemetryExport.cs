using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Observability;

/// <summary>
/// The worker's metrics, traces and logs, to Azure Monitor and by OTLP. Why the worker exports for itself, and what the host no longer writes:
/// docs/decisions/0017-telemetry-of-the-worker.md.
/// </summary>
internal static class TelemetryExport
{
    // Of these, the host writes a failed invocation itself, and the others hold the path of a request in their scopes or nothing of use.
    private static readonly string[] NotExported = ["Microsoft.AspNetCore", "Microsoft.Azure.Functions.Worker", "Microsoft.Hosting.Lifetime"];

    /// <summary>Nothing of OpenTelemetry is set up unless it is used: a start is part of what a shop waits for.</summary>
    public static void AddTelemetryExport(this IServiceCollection services, TelemetrySettings settings)
    {
        if (settings.IsOn)
            Add(services, settings);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, TelemetrySettings settings)
    {
        var export = services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(ConversionTelemetry.Name))
            .WithTracing(traces => traces.AddSource(ConversionTelemetry.Name).AddProcessor(new SpansWithoutMessages()))
            .WithLogging(
                logs => logs.AddProcessor(new LogsWithoutMessages()),
                logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true));
        services.AddLogging(logging =>
        {
            // A record has the ids of its span; as a scope they would be properties besides.
            logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
            Array.ForEach(NotExported, category => logging.AddFilter<OpenTelemetryLoggerProvider>(category, LogLevel.None));

            // The OTLP exporter's own requests are not worth a line each.
            logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        });

        // Made here rather than by the first delivery: its gauges are the sign that the worker's telemetry arrives.
        services.ConfigureOpenTelemetryMeterProvider((provider, _) => provider.GetRequiredService<DeliveryGauges>());
        if (settings.InsightsConnection is not null)
            AddAzureMonitor(export, settings);
        else
            AddRequests(export);

        if (settings.ToCollector)
            export.UseOtlpExporter();
    }

    private static void AddAzureMonitor(IOpenTelemetryBuilder export, TelemetrySettings settings)
    {
        export.Services.Configure<AzureMonitorExporterOptions>(options =>
        {
            options.ConnectionString = settings.InsightsConnection;
            options.Credential = !settings.WithIdentity ? null : new ManagedIdentityCredential(
                settings.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);

            // Five traces a second are kept unless told otherwise, and with a trace that is not, its log events would go: alerts count those.
            options.EnableTraceBasedLogsSampler = false;

            // The host has counters of requests and of the machine.
            (options.EnableStandardMetrics, options.EnablePerformanceCounters) = (false, false);
        });

        // Not UseAzureMonitorExporter, which adds live metrics: the host has those too.
        export.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter())
            .WithTracing(traces => traces.AddAzureMonitorTraceExporter())
            .WithLogging(logs => logs.AddAzureMonitorLogExporter());

        // The host still hands the worker's lines to its log stream, and no longer to Application Insights.
        export.Services.Configure<WorkerOptions>(worker => worker.Capabilities["WorkerApplicationInsightsLoggingEnabled"] = bool.TrueString);
    }

    // Requests are traced too: a delivery is the child of the request that brought its events. In Application Insights the host's row stands for it.
    private static void AddRequests(IOpenTelemetryBuilder export) => export
        .ConfigureResource(resource => resource.AddAttributes(
            Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } ? [] : [new("service.name", "spotify-capi-functions")]))
        .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore"));

    // The message of an exception may hold anything; type and stack are code.
    private sealed class LogsWithoutMessages : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Exception is not { } exception)
                return;

            data.Attributes = [.. data.Attributes ?? [], new("ExceptionType", exception.GetType().FullName), new("ExceptionStack", exception.StackTrace)];
            data.Exception = null;
        }
    }

    // The worker puts an exception's message into the status, and a path is the caller's.
    private sealed class SpansWithoutMessages : BaseProcessor<Activity>
    {
        private static readonly string[] OfTheCaller = ["url.path", "url.query", "url.full", "user_agent.original", "client.address"];

        public override void OnEnd(Activity data)
        {
            data.SetStatus(data.Status);
            foreach (var tag in OfTheCaller)
                data.SetTag(tag, null);
        }
    }
}

/// <summary>
/// Gives log lines their invocation back, without which the host shows them nowhere: with Microsoft.Azure.Functions.Worker.OpenTelemetry 1.2.0 the
/// worker names it in OpenTelemetry's words only (Azure/azure-functions-dotnet-worker issue 3489).
/// </summary>
internal sealed class InvocationScope(ILogger<InvocationScope> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>Runs an invocation.</summary>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var scope = logger.BeginScope(new KeyValuePair<string, object>[] { new("AzureFunctions_InvocationId", context.InvocationId) });
        await next(context);
    }
}
