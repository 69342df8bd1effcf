using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Functions;

/// <summary>The web page over deliveries, dead letters, summary and preview.</summary>
public sealed class GetInspectorPage(InspectorPage page)
{
    /// <summary><c>GET /api/inspector</c>.</summary>
    [Function("ShowInspector")]
    public Task WithKey(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "inspector")] HttpRequest request, CancellationToken cancellationToken) =>
        page.WriteAsync(request.HttpContext.Response, cancellationToken);

    /// <summary>
    /// <c>GET /api/inspector/page</c>: the same page without a key, for a reload. The page moves there once it has taken the key out of its
    /// address; there is nothing in it that needs one, and what it shows it asks for with the key.
    /// </summary>
    [Function("ShowInspectorAgain")]
    public Task WithoutKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inspector/page")] HttpRequest request, CancellationToken cancellationToken) =>
        page.WriteAsync(request.HttpContext.Response, cancellationToken);
}
