using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Everybody else: canonical events with an HMAC in a header, as GitHub and many others sign.</summary>
public sealed class SignedJsonKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "SignedJson";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new SignedJsonSource(HeaderSignatureOptions.Read(settings));
}
