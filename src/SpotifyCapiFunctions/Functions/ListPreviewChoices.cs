using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/preview</c>: the sources and destinations that a body can be previewed for.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="logger">The log.</param>
public sealed class ListPreviewChoices(AppSettings settings, ILogger<ListPreviewChoices> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    [Function(nameof(ListPreviewChoices))]
    public Task Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "preview")] HttpRequest request) => HttpEdge.RunAsync(
        request, logger, () => Task.FromResult(Answers.Json(PreviewChoices.Of(settings), PreviewChoicesContext.Default.PreviewChoices)));
}
