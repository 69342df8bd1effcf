using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Observability;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Whether the app can do its work: without a key in words that say nothing about a shop, and with a function key in all detail.</summary>
public sealed class CheckHealth(HealthReport health, ILogger<CheckHealth> logger)
{
    /// <summary><c>GET /api/health?probe=ready|live</c>.</summary>
    [Function(nameof(CheckHealth))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var live = query.Choice("probe", "ready", "live") == "live";
            return query.Problem() ?? Answer(live ? HealthReport.Live : (await health.CheckAsync(cancellationToken)).WithoutDetails());
        });

    /// <summary><c>HEAD /api/health?probe=ready|live</c>: the same status without a body, which Azure Front Door uses by default.</summary>
    [Function(nameof(ProbeHealth))]
    public Task ProbeHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        Run(request, cancellationToken);

    /// <summary><c>GET /api/health/details</c>: also why a check fails, what the storage refuses, version and digest of the settings.</summary>
    [Function(nameof(GetHealthDetails))]
    public Task GetHealthDetails(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health/details")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () => Answer(await health.CheckAsync(cancellationToken)));

    private static IResult Answer(HealthJson report) => Answers.Json(
        report,
        HealthJsonContext.Default.HealthJson,
        report.Status == HealthReport.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
