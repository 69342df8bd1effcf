using BenchmarkDotNet.Attributes;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;

namespace Benchmarks;

/// <summary>The same way for a hundred events in one webhook, counted per event.</summary>
public class BatchBenchmarks
{
    public const int Events = 100;

    private readonly WholePath path = new();
    private readonly byte[] body = Samples.Body(Events);
    private readonly WebhookRequest request;

    public BatchBenchmarks() => request = Samples.Request(body);

    [Benchmark(OperationsPerInvoke = Events)]
    public IReadOnlyList<SpotifyRequest> WholePath() => path.Run(request);

    [Benchmark(OperationsPerInvoke = Events)]
    public IReadOnlyList<SpotifyRequest> BodyToRequest() => path.Straight(request);

    [Benchmark(OperationsPerInvoke = Events)]
    public int Floor()
    {
        var sum = Benchmarks.Floor.ReaderPass(body);
        for (var i = 0; i < Events; i++)
            sum += Benchmarks.Floor.TwoDigests();
        return sum;
    }
}
