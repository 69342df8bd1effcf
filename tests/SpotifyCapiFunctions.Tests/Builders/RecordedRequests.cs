using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Notes what is asked of the storage, and can lose requests on the way to it and answers on the way back.</summary>
internal sealed class RecordedRequests : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> asked = new();
    private readonly ConcurrentQueue<string> read = new();
    private long bytes;
    private string? lost;
    private string? cut;

    public BlobClientOptions Options()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(1) } };
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return options;
    }

    /// <summary>How many requests had something in their address.</summary>
    public int Count(string part) => asked.Count(address => address.Contains(part, StringComparison.Ordinal));

    /// <summary>How many blobs whose address has something in it were read.</summary>
    public int Readings(string part) => read.Count(address => address.Contains(part, StringComparison.Ordinal));

    /// <summary>How many bytes of blobs were read.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>How many requests there were.</summary>
    public int All => asked.Count;

    /// <summary>Called before a blob is read, with its address.</summary>
    public Action<string>? Reading { get; set; }

    /// <summary>The next answer to such a request gets lost after the storage has done what was asked.</summary>
    public void LoseAnswer(string part) => lost = part;

    /// <summary>From now on such requests do not reach the storage; null: all do again.</summary>
    public void CutOff(string? part) => cut = part;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var address = Uri.UnescapeDataString(message.Request.Uri.ToString());
        asked.Enqueue(address);
        if (cut is not null && address.Contains(cut, StringComparison.Ordinal))
            throw new IOException("The connection broke.");
        if (message.Request.Method == RequestMethod.Get && !address.Contains("comp=", StringComparison.Ordinal))
        {
            read.Enqueue(address);
            Reading?.Invoke(address);
        }

        await ProcessNextAsync(message, pipeline);
        Interlocked.Add(ref bytes, message.Request.Method == RequestMethod.Get ? message.Response.Headers.ContentLength ?? 0 : 0);
        if (lost is { } part && address.Contains(part, StringComparison.Ordinal))
        {
            lost = null;
            throw new IOException("The answer got lost.");
        }
    }
}
