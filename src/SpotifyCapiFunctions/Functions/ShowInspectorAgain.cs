using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary>
/// <c>GET /api/inspector/page</c>: the same page without a key, for a reload. The page moves there once it has taken the key out of its
/// address; there is nothing in it that needs one, and what it shows it asks for with the key.
/// </summary>
/// <param name="page">The page.</param>
public sealed class ShowInspectorAgain(InspectorPage page)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    [Function(nameof(ShowInspectorAgain))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inspector/page")] HttpRequest request, CancellationToken cancellationToken) =>
        page.WriteAsync(request.HttpContext.Response, cancellationToken);
}
