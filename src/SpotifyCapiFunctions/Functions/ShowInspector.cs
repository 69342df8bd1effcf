using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>GET /api/inspector</c>: the web page over deliveries, dead letters, summary and preview.</summary>
/// <param name="page">The page.</param>
public sealed class ShowInspector(InspectorPage page)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ShowInspector))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inspector")] HttpRequest request, CancellationToken cancellationToken) =>
        page.WriteAsync(request.HttpContext.Response, cancellationToken);
}
