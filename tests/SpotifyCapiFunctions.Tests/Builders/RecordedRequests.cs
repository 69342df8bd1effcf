using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Notes what is asked of the storage, and can lose answers on the way back.</summary>
internal sealed class RecordedRequests : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> asked = new();
    private string? lost;

    public BlobClientOptions Options()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return options;
    }

    /// <summary>How many requests had something in their address.</summary>
    public int Count(string part) => asked.Count(address => address.Contains(part, StringComparison.Ordinal));

    /// <summary>The next answer to such a request gets lost after the storage has done what was asked.</summary>
    public void LoseAnswer(string part) => lost = part;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var address = Uri.UnescapeDataString(message.Request.Uri.ToString());
        asked.Enqueue(address);
        await ProcessNextAsync(message, pipeline);
        if (lost is { } part && address.Contains(part, StringComparison.Ordinal))
        {
            lost = null;
            throw new IOException("The answer got lost.");
        }
    }
}
