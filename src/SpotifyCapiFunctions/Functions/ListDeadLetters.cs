using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/dead-letters?from&amp;to&amp;reason&amp;destination&amp;open&amp;limit&amp;next</c>.</summary>
/// <param name="letters">Lists.</param>
/// <param name="logger">The log.</param>
public sealed class ListDeadLetters(DeadLetterList letters, ILogger<ListDeadLetters> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ListDeadLetters))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var filter = new DeadLetterFilter(
                query.Moment("from"), query.Moment("to"), query.Text("reason"), query.Text("destination"), query.Choice("open", "true", "false") == "true");
            var limit = query.Number("limit", 100, 1, 1000);
            if (query.Problem() is { } problem)
                return problem;

            var (items, next) = await letters.PageAsync(filter, limit, query.Text("next"), cancellationToken);
            return Answers.Json(new DeadLettersJson(items, next), DeadLetterJsonContext.Default.DeadLettersJson);
        });
}
