using System.Net.Sockets;
using Azure;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>What an Azure client library threw, in words that may be logged and counted: its messages quote addresses and headers.</summary>
internal static class AzureFailure
{
    /// <summary>The status, when the service answered, and a code: the service's own word, the network's, or the name of the exception.</summary>
    public static (int? Status, string Code) Of(Exception exception) => exception switch
    {
        // After its last try the library packs the failures of all tries together.
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        RequestFailedException { Status: > 0 and var status, ErrorCode: var code } => (status, string.IsNullOrEmpty(code) ? "Unknown" : code),
        OperationCanceledException or TimeoutException => (null, "Timeout"),
        SocketException socket => (null, socket.SocketErrorCode.ToString()),
        RequestFailedException or HttpRequestException or IOException when exception.InnerException is { } inner => Of(inner),
        _ => (null, exception.GetType().Name),
    };
}
