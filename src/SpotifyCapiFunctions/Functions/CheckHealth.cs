using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Health;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/health</c>: whether the app can do its work, for anybody; nothing in it identifies a shop.</summary>
/// <param name="health">Runs the checks.</param>
/// <param name="logger">The log.</param>
public sealed class CheckHealth(HealthReport health, ILogger<CheckHealth> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    [Function(nameof(CheckHealth))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var report = await health.CheckAsync(cancellationToken);
            return Answers.Json(report, HealthJsonContext.Default.HealthJson, report.Status == HealthReport.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
}
