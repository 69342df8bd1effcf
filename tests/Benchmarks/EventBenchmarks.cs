using BenchmarkDotNet.Attributes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace Benchmarks;

/// <summary>The steps of one event of 700 bytes, and all of them together.</summary>
public class EventBenchmarks
{
    private readonly WholePath path = new();
    private readonly byte[] body;
    private readonly WebhookRequest request;
    private readonly AcceptedEvent[] accepted;
    private readonly HashedEvent[] hashed;
    private readonly byte[] envelope;
    private readonly RawUser user;

    public EventBenchmarks()
    {
        body = Samples.Body(1);
        request = Samples.Request(body);
        var read = path.Read(request)[0];
        user = read.User;
        accepted = [path.Validate(read)];
        envelope = path.Pack(accepted);
        hashed = [HashedEvent.Of(accepted[0], PhoneFormat.E164)];
    }

    [Benchmark]
    public AcceptedEvent ParseAndValidate() => path.Validate(path.Read(request)[0]);

    [Benchmark]
    public HashedIdentifiers NormaliseAndHash() => HashedIdentifiers.Of(IdentifierCleaner.Clean(user, "US", []), PhoneFormat.E164);

    [Benchmark]
    public IReadOnlyList<SpotifyRequest> MapAndSerialise() => RequestBatcher.Write(IRequestFormat.For(Profile.CapiDirect), Samples.Destination, hashed);

    [Benchmark]
    public byte[] Pack() => path.Pack(accepted);

    [Benchmark]
    public object Unpack() => path.Unpack(envelope);

    [Benchmark]
    public IReadOnlyList<SpotifyRequest> WholePath() => path.Run(request);

    [Benchmark]
    public IReadOnlyList<SpotifyRequest> BodyToRequest() => path.Straight(request);

    [Benchmark]
    public int FloorDigests() => Floor.TwoDigests();

    [Benchmark]
    public int FloorReader() => Floor.ReaderPass(body);
}
