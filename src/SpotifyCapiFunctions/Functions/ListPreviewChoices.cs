using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Preview;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/preview</c>: the sources and destinations that a body can be previewed for.</summary>
/// <param name="settings">The app's settings.</param>
public sealed class ListPreviewChoices(AppSettings settings)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    [Function(nameof(ListPreviewChoices))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "preview")] HttpRequest request) =>
        Answers.Json(PreviewChoices.Of(settings), PreviewChoicesContext.Default.PreviewChoices);
}
