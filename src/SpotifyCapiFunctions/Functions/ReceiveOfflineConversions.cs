using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Offline;

namespace SpotifyCapiFunctions.Functions;

/// <summary><c>POST /api/offline-conversions/{source}</c>: a file as the body, read while it arrives.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="files">Takes it in.</param>
/// <param name="logger">The log.</param>
public sealed class ReceiveOfflineConversions(AppSettings settings, OfflineFiles files, ILogger<ReceiveOfflineConversions> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Name of a configured source of files.</param>
    /// <param name="cancellationToken">The caller hung up, or the host is stopping.</param>
    [Function(nameof(ReceiveOfflineConversions))]
    public Task Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "offline-conversions/{source}")] HttpRequest request,
        string source,
        CancellationToken cancellationToken) => HttpEdge.RunAsync(request, logger, async () =>
        {
            if (!settings.FileSources.TryGetValue(source, out var configured))
                return Answers.Problem(StatusCodes.Status404NotFound, FileRefusals.OfSource(source, settings)!);

            if (UploadBody.Refuse(request, configured.Name) is { } refusal)
                return refusal;

            try
            {
                return await files.UploadAsync(configured, request.Body, UploadBody.IsJson(request), request.HttpContext.Response, cancellationToken);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return UploadBody.TooLarge(configured.Name);
            }
            catch (IOException exception) when (exception is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
            {
                return Answers.Problem(StatusCodes.Status400BadRequest, new ValidationError(
                    ErrorCodes.BodyIncomplete, string.Empty, "The body could not be read to its end. What came before is stored; send the same file again."));
            }
        });
}
