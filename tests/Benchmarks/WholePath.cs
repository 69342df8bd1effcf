using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace Benchmarks;

/// <summary>The way of a webhook without network and storage: from its body to the bytes that Spotify gets, each step as the app does it.</summary>
/// <param name="other">A source that reads the samples; null: signed JSON.</param>
public sealed class WholePath(IWebhookSource? other = null)
{
    private readonly IWebhookSource source = other ?? new SignedJsonSource(Samples.Signature);
    private readonly EventValidator validator = new(new StandingTime(Samples.Now));
    private readonly EnvelopeHeader header = new("main", "shop", 0, Samples.Now);

    public IReadOnlyList<SpotifyRequest> Run(WebhookRequest request)
    {
        var requests = new List<SpotifyRequest>();
        foreach (var envelope in Intake(request))
            requests.AddRange(Deliver(envelope));
        return requests;
    }

    /// <summary>The part before the queue.</summary>
    public IReadOnlyList<byte[]> Intake(WebhookRequest request)
    {
        if (source.Verify(request, [Samples.Secret]) != SignatureResult.Valid)
            throw new InvalidOperationException("The signature of the sample is wrong.");
        var envelopes = new List<byte[]>();
        foreach (var part in Take(request).Parts)
            envelopes.Add(EnvelopePacker.Seal(header, [part]));
        return envelopes;
    }

    /// <summary>What the floor counts, and nothing beside it: no signature, no filter and no queue in between, as a preview goes.</summary>
    public IReadOnlyList<SpotifyRequest> Straight(WebhookRequest request)
    {
        var events = Read(request);
        var accepted = new AcceptedEvent[events.Count];
        for (var i = 0; i < accepted.Length; i++)
            accepted[i] = Validate(events[i]);
        return Write(accepted);
    }

    public IReadOnlyList<ConversionEvent> Read(WebhookRequest request) =>
        source.Read(request) is SourceReading.Events(var events, _) ? events : throw new InvalidOperationException("The sample cannot be read.");

    public AcceptedEvent Validate(ConversionEvent read) =>
        validator.Validate(read, Samples.Destination) is EventDecision.Accepted(var accepted) ? accepted : throw new InvalidOperationException("The sample was refused.");

    public byte[] Pack(IReadOnlyList<AcceptedEvent> accepted) => EnvelopePacker.Seal(header, EnvelopePacker.Write(header, accepted).Parts);

    public QueueEnvelope Unpack(byte[] envelope) =>
        EnvelopeReader.TryRead(envelope, out var read) ? read : throw new InvalidOperationException("The envelope cannot be read.");

    public IReadOnlyList<SpotifyRequest> Deliver(byte[] envelope) => Write(Unpack(envelope).Events);

    private static IReadOnlyList<SpotifyRequest> Write(IReadOnlyList<AcceptedEvent> accepted) => RequestBatcher.Write(
        IRequestFormat.For(Samples.Destination.Profile), Samples.Destination, HashedEvent.OfAll(accepted, Samples.Destination.PhoneFormat));

    private WrittenEvents Take(WebhookRequest request)
    {
        var events = Read(request);
        var accepted = new AcceptedEvent[events.Count];
        for (var i = 0; i < accepted.Length; i++)
            accepted[i] = Validate(events[i]);
        var seen = new HashSet<SeenKey>(accepted.Length);
        var taken = new List<AcceptedEvent>(accepted.Length);
        var keys = SeenKey.Conversions(Samples.Destination.Name, accepted);
        for (var i = 0; i < accepted.Length; i++)
        {
            if (seen.Add(keys[i]))
                taken.Add(accepted[i]);
        }

        return EnvelopePacker.Write(header, taken);
    }
}
