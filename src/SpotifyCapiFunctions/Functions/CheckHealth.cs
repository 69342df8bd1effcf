using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Observability;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/health?probe=ready|live</c>: whether the app can do its work, without a key; nothing in it identifies a shop.</summary>
public sealed class CheckHealth(HealthReport health, ILogger<CheckHealth> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(CheckHealth))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var live = query.Choice("probe", "ready", "live") == "live";
            if (query.Problem() is { } problem)
                return problem;

            var report = live ? health.Live() : await health.CheckAsync(cancellationToken);
            var status = report.Status == HealthReport.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Answers.Json(report, HealthJsonContext.Default.HealthJson, status);
        });
}
