using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>Calls in the form of Segment's spec, which RudderStack, Customer.io and other platforms share.</summary>
public sealed class SegmentKind : ISourceKind
{
    /// <inheritdoc/>
    public string Name => "Segment";

    /// <inheritdoc/>
    public IWebhookSource Create(SettingReader settings) => new SegmentSource(SegmentOptions.Read(settings));
}
