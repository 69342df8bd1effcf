using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using SpotifyCapi.Webhooks;

namespace Benchmarks;

/// <summary>The check of a signature; its floor is one digest of the same length.</summary>
public class SignatureBenchmarks
{
    private readonly byte[] hash = new byte[SHA256.HashSizeInBytes];
    private byte[] body = [];
    private WebhookRequest request = null!;

    [Params(1024, 8 * 1024, 64 * 1024)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        body = new byte[Bytes];
        new Random(1).NextBytes(body);
        request = Samples.Request(body);
    }

    [Benchmark]
    public SignatureResult Check() => HeaderSignature.Verify(request, Samples.Signature, [Samples.Secret]);

    [Benchmark]
    public int Floor() => SHA256.HashData(body, hash);
}
