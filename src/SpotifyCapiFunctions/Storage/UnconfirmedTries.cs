using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Counts the tries to store a message that ended without an answer. Such a message may be in the queue, and the next try stores it once
/// more: the one place where the app itself makes duplicates, with the same <c>event_id</c>, so it must be visible.
/// </summary>
internal sealed partial class UnconfirmedTries(ConversionTelemetry telemetry, ILogger<UnconfirmedTries> logger) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The app sends without blocking.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception exception)
        {
            Count(message, exception);
            throw;
        }

        Count(message, null);
    }

    private void Count(HttpMessage message, Exception? exception)
    {
        var isStore = message.Request.Method == RequestMethod.Post && message.Request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal);
        if (isStore && (exception is null ? message.Response.Status >= 500 : !WasNeverSent(exception)))
        {
            telemetry.Unconfirmed();
            LogUnconfirmed(logger, exception?.GetType().Name ?? message.Response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static bool WasNeverSent(Exception exception) =>
        exception is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        || (exception.InnerException is { } inner && WasNeverSent(inner));

    [LoggerMessage(
        2005, LogLevel.Warning, "The queue did not answer a try to store a message ({Why}); its events may be delivered twice, under the same id",
        EventName = "2005")]
    private static partial void LogUnconfirmed(ILogger logger, string why);
}
