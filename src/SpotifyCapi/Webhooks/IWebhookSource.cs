using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>One configured source of one kind: it knows who may speak and what they mean. Stateless; used by many requests at once.</summary>
public interface IWebhookSource
{
    /// <summary>
    /// Whether the sender is a platform whose body the shop's owner cannot change. Such a sender gets 200 for an event that cannot be
    /// used, with the reason counted; a 4xx would only make it retry and finally drop the subscription. Other senders get 400.
    /// </summary>
    bool SenderIsPlatform { get; }

    /// <summary>Longest body of the platform's set-up handshake, which is not signed; 0: there is none.</summary>
    int MaxHandshakeBytes => 0;

    /// <summary>Whether an unsigned request is the platform's set-up handshake, to be answered with a plain 200.</summary>
    bool IsHandshake(WebhookRequest request) => false;

    /// <summary>What a set-up handshake is answered with, as JSON; null: nothing.</summary>
    string? HandshakeAnswer(WebhookRequest request) => null;

    /// <summary>The headers that answer <c>OPTIONS</c>, by which a platform asks whether it may send; null: it may not.</summary>
    IReadOnlyDictionary<string, string>? Permission(WebhookRequest request) => null;

    /// <summary>Whether the content type of requests must be one of JSON.</summary>
    bool BodyIsJson => true;

    /// <summary>Where the public keys that signatures are made with can be read; null: the secrets are all.</summary>
    Uri? KeySet => null;

    /// <summary>
    /// Whether an unknown secret is answered with 503 rather than 401: for a platform that never sends again what was refused, and whose secret may
    /// arrive here later than there.
    /// </summary>
    bool UnknownSecretIsTemporary => false;

    /// <summary>Where the values of a payload were found, for kinds whose mapping is a setting; empty for others.</summary>
    IReadOnlyList<MappedValue> Explain(WebhookRequest request) => [];

    /// <summary>What the platform calls the occasion, such as <c>orders/paid</c>; null when it has no such word.</summary>
    string? Topic(WebhookRequest request) => null;

    /// <summary>Recipes of ids that only this sender's numbering keeps apart, such as <c>order-{}</c> of a shop that counts its orders from 1.</summary>
    IReadOnlyList<string> OwnNumbers => [];

    /// <summary>
    /// Checks the signature over the raw bytes, in constant time, with the current and the previous secret. Without a secret it tells what the headers
    /// alone tell: <see cref="SignatureResult.Mismatch"/> when there may be a signature.
    /// </summary>
    SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets);

    /// <summary>Reads the events. Only called for a valid signature.</summary>
    SourceReading Read(WebhookRequest request);
}

/// <summary>A configured source.</summary>
/// <param name="Name">The name in its address, <c>/api/webhooks/&lt;name&gt;</c>.</param>
/// <param name="SecretNames">Names of the secrets that its signatures may be made with; at least one.</param>
/// <param name="Destination">Name of the first destination of its events.</param>
/// <param name="Webhooks">Its behaviour.</param>
public sealed record Source(string Name, IReadOnlyList<string> SecretNames, string Destination, IWebhookSource Webhooks)
{
    /// <summary>Name of its kind, such as <c>Shopify</c>.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Names of all destinations of its events, each of which judges them for itself; at least one.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [Destination];

    /// <summary>Whether it is meant to have the same ids as another source, since both report the same orders.</summary>
    public bool SharesNumbers { get; init; }

    /// <summary>Which of its events count, and for how much.</summary>
    public SourceRules Rules { get; init; } = SourceRules.None;

    /// <summary>Gives its events what only the source and the request know.</summary>
    public void Complete(IReadOnlyList<ConversionEvent> events, WebhookRequest request)
    {
        var topic = Webhooks.Topic(request);
        var hasGpc = !Webhooks.SenderIsPlatform && IsGpc(request.Only(GpcHeader));
        foreach (var @event in events)
        {
            @event.Topic ??= topic;
            @event.Rules = Rules;
            if (hasGpc)
                (@event.Signals ??= new())[ConsentSignal.Gpc] = "1";
        }
    }

    /// <summary>The header by which a browser says that the person refuses (w3c.github.io/gpc).</summary>
    public const string GpcHeader = "Sec-GPC";

    /// <summary>Whether the header's value is a refusal; it has no other.</summary>
    public static bool IsGpc(string? header) => header?.Trim() == "1";
}

/// <summary>Where a value of an event came from, for a person who writes a mapping.</summary>
/// <param name="Field">The field of ours.</param>
/// <param name="From">The setting's words; all of them when nothing was found.</param>
/// <param name="Value">What was found; null: nothing.</param>
public sealed record MappedValue(string Field, string From, string? Value);

/// <summary>A webhook as it arrived, free of any web framework.</summary>
/// <param name="Body">The raw bytes; signatures are over exactly these.</param>
/// <param name="Header">All values of a header, whatever the case of its name, or after <c>?</c> of a parameter of the address; empty when it is
/// missing.</param>
/// <param name="ReceivedAt">When it arrived, UTC.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Body, Func<string, IReadOnlyList<string>> Header, DateTimeOffset ReceivedAt)
{
    /// <summary>What a name begins with that is a parameter of the address and no header.</summary>
    public const char QueryMark = '?';

    /// <summary>The only value of a header; null when it is missing or repeated.</summary>
    public string? Only(string name) => Header(name) is [var value] ? value : null;

    /// <summary>The only value under the first of several names that is present; null when none is, or when it is repeated.</summary>
    public string? OnlyOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Header(name).Count > 0)
                return Only(name);
        }

        return null;
    }
}

/// <summary>What a webhook says.</summary>
public abstract record SourceReading
{
    private SourceReading()
    {
    }

    /// <summary>Events, each to be validated.</summary>
    /// <param name="Items">At least one.</param>
    /// <param name="DeliveryId">Id of the delivery, the same on every retry of it; null when the platform gives none.</param>
    public sealed record Events(IReadOnlyList<ConversionEvent> Items, string? DeliveryId = null) : SourceReading;

    /// <summary>Well-formed, but nothing to send.</summary>
    /// <param name="Reason">One of <see cref="IgnoreReasons"/>.</param>
    /// <param name="EventId">The event that it would have been, when known.</param>
    public sealed record Ignored(string Reason, string? EventId = null) : SourceReading
    {
        /// <summary>What the payload calls the occasion; null when the request's headers say it, or nothing does.</summary>
        public string? Topic { get; init; }
    }

    /// <summary>A platform's request about personal data. There is nothing to send; what is held can be found by these.</summary>
    /// <param name="Kind">What is asked for.</param>
    /// <param name="Emails">Addresses of the person.</param>
    /// <param name="Phones">Phone numbers of the person.</param>
    /// <param name="OrderIds">The platform's ids of the person's orders.</param>
    /// <param name="EventIds">Ids that events of the person were given by this source, as far as its recipes allow to tell.</param>
    /// <param name="DeliveryId">Id of the delivery, the same on every retry of it; null when the platform gives none.</param>
    public sealed record PrivacyRequest(
        PrivacyRequestKind Kind,
        IReadOnlyList<RawEmail> Emails,
        IReadOnlyList<RawPhone> Phones,
        IReadOnlyList<string> OrderIds,
        IReadOnlyList<string> EventIds,
        string? DeliveryId = null) : SourceReading;

    /// <summary>The body cannot be read.</summary>
    public sealed record Malformed(ValidationError Error) : SourceReading;
}

/// <summary>What a platform asks for in the name of the law (shopify.dev, "Privacy law compliance").</summary>
public enum PrivacyRequestKind
{
    /// <summary>A person wants to see what is held about them.</summary>
    CustomerData,

    /// <summary>What is held about a person is to be removed.</summary>
    CustomerRedact,

    /// <summary>The shop has left; what is held about it is to be removed.</summary>
    ShopRedact,
}
