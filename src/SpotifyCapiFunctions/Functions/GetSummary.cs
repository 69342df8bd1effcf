using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/summary?from&amp;to</c>: what came in and what became of it.</summary>
/// <param name="summary">Adds up.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class GetSummary(SummaryReport summary, TimeProvider time, ILogger<GetSummary> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(GetSummary))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "summary")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var (from, to) = query.Window(time.GetUtcNow(), SummaryReport.DefaultWindow, SummaryReport.LongestWindow);
            if (query.Problem() is { } problem)
                return problem;

            var json = await summary.CreateAsync(from, to, cancellationToken);
            return Csv.IsWanted(request) ? Csv.Answer(SummaryCsv.Write(json)) : Answers.Json(json, SummaryJsonContext.Default.SummaryJson);
        });
}
