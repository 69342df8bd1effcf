using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary>Adds up what was received and sent, and compares it with what Spotify has received.</summary>
public sealed class SummaryFunctions(
    SummaryReport summary, DiagnosticsReport diagnostics, SetupReport setup, TimeProvider time, ILogger<SummaryFunctions> logger)
{
    /// <summary><c>GET /api/summary?from&amp;to</c>: received events and their outcomes.</summary>
    [Function(nameof(GetSummary))]
    public Task GetSummary(
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

    /// <summary>
    /// <c>GET /api/diagnostics?from&amp;to</c>: what Spotify has received, next to what was sent. <c>?view=setup</c>: whether what is sent counts there.
    /// </summary>
    [Function(nameof(GetDiagnostics))]
    public Task GetDiagnostics(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "diagnostics")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var (from, to) = query.Window(time.GetUtcNow(), TimeSpan.FromDays(6), SummaryReport.LongestWindow);
            var view = query.Choice("view", DiagnosticsReport.SetupView);
            if (query.Problem() is { } problem)
                return problem;

            return view == DiagnosticsReport.SetupView
                ? Answers.Json(await setup.CreateAsync(cancellationToken), SetupJsonContext.Default.SetupJson)
                : Answers.Json(await diagnostics.CreateAsync(from, to, cancellationToken), DiagnosticsJsonContext.Default.DiagnosticsJson);
        });
}
