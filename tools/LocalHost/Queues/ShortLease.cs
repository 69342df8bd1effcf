using Azure.Core;
using Azure.Core.Pipeline;

namespace LocalHost.Queues;

/// <summary>Shortens the lease of received messages, which the SDK's listener fixes at ten minutes, for tests of crashes.</summary>
internal sealed class ShortLease(int seconds) : HttpPipelineSynchronousPolicy
{
    private const string TenMinutes = "visibilitytimeout=600";
    private readonly string shortened = string.Create(CultureInfo.InvariantCulture, $"visibilitytimeout={seconds}");

    public static Action<ClientOptions> Of(int seconds, ILoggerFactory loggers)
    {
        loggers.CreateLogger("LocalHost.Queues").LogWarning(
            "Leases of queue messages are shortened to {Seconds} s; the genuine host's is ten minutes.", seconds);
        // Added per call, it runs before the request is signed.
        return options => options.AddPolicy(new ShortLease(seconds), HttpPipelinePosition.PerCall);
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        // Only what is received: a message under way keeps being renewed for ten minutes.
        if (message.Request.Method == RequestMethod.Get && message.Request.Uri.Query.Contains(TenMinutes, StringComparison.Ordinal))
            message.Request.Uri.Query = message.Request.Uri.Query.Replace(TenMinutes, shortened, StringComparison.Ordinal);
    }
}
