using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/diagnostics?from&amp;to</c>: what Spotify has received, next to what was sent.</summary>
/// <param name="diagnostics">Compares.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class GetDiagnostics(DiagnosticsReport diagnostics, TimeProvider time, ILogger<GetDiagnostics> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(GetDiagnostics))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "diagnostics")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var (from, to) = query.Window(time.GetUtcNow(), TimeSpan.FromDays(6), SummaryReport.LongestWindow);
            return query.Problem()
                ?? Answers.Json(await diagnostics.CreateAsync(from, to, cancellationToken), DiagnosticsJsonContext.Default.DiagnosticsJson);
        });
}
