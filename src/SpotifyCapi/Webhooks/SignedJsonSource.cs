using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Any other sender: canonical events with an HMAC in a header, as GitHub and many others sign.</summary>
/// <param name="signature">Where the signature stands and what it is over.</param>
public sealed class SignedJsonSource(HeaderSignatureOptions signature) : IWebhookSource
{
    /// <inheritdoc/>
    public bool SenderIsPlatform => false;

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) => HeaderSignature.Verify(request, signature, secrets);

    /// <inheritdoc/>
    public SourceReading Read(WebhookRequest request) => JsonPayload.ReadCanonical(request.Body);
}
