using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Journal;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/deliveries?from&amp;to&amp;outcome&amp;destination&amp;source&amp;limit&amp;next</c>: what was sent, latest first.</summary>
/// <param name="journal">The journal.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ListDeliveries(JournalReader journal, TimeProvider time, ILogger<ListDeliveries> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ListDeliveries))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "deliveries")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpEdge.RunAsync(request, logger, async () =>
        {
            var query = new QueryValues(request.Query);
            var to = query.Moment("next") ?? query.Moment("to") ?? time.GetUtcNow();
            var from = query.Moment("from") ?? to - JournalReader.DefaultWindow;
            var limit = query.Number("limit", 100, 1, 1000);
            if (query.Problem() is { } problem)
            {
                return problem;
            }

            var page = new List<JournalEntry>(limit);
            await foreach (var entry in journal.ListAsync(from, to, cancellationToken))
            {
                // A page ends between two moments, so that going on from the next moment repeats nothing and leaves nothing out.
                if (page.Count >= limit && entry.At != page[^1].At)
                {
                    return Page(page, entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
                }

                if (Matches(entry, query))
                {
                    page.Add(entry);
                }
            }

            return Page(page, null);
        });

    private static IResult Page(List<JournalEntry> page, string? next) =>
        Answers.Json(new DeliveriesJson(page, next), JournalJsonContext.Default.DeliveriesJson);

    private static bool Matches(JournalEntry entry, QueryValues query) =>
        Is(query.Text("outcome"), entry.Outcome) && Is(query.Text("destination"), entry.Destination) && Is(query.Text("source"), entry.Source);

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
