using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>One configured source of one kind: it knows who may speak and what they mean. Stateless; used by many requests at once.</summary>
public interface IWebhookSource
{
    /// <summary>
    /// Whether the sender is a platform that a shop's owner cannot make send a better body. Such a sender gets 200 for an event that cannot be
    /// used, with the reason counted; a 4xx would only make it retry and finally drop the subscription. Other senders get 400.
    /// </summary>
    bool SenderIsPlatform { get; }

    /// <summary>Whether the request is the platform's set-up handshake, to be answered with a plain 200 before any signature is asked for.</summary>
    /// <param name="request">The request.</param>
    bool IsHandshake(WebhookRequest request) => false;

    /// <summary>What the platform calls the occasion, such as <c>orders/paid</c>; null when it has no such word.</summary>
    /// <param name="request">The request.</param>
    string? Topic(WebhookRequest request) => null;

    /// <summary>Checks the signature over the raw bytes, in constant time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="secrets">Current and previous secret; at least one.</param>
    SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets);

    /// <summary>Reads the events. Only called for a valid signature.</summary>
    /// <param name="request">The request.</param>
    SourceReading Read(WebhookRequest request);
}
