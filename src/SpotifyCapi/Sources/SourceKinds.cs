using SpotifyCapi.Segment;
using SpotifyCapi.Settings;
using SpotifyCapi.Shopify;
using SpotifyCapi.Webhooks;
using SpotifyCapi.WooCommerce;

namespace SpotifyCapi.Sources;

/// <summary>A kind of source.</summary>
/// <param name="Name">The value of <c>Sources__&lt;name&gt;__Kind</c>.</param>
/// <param name="Create">Makes a source from its settings; problems are reported to them.</param>
public sealed record SourceKind(string Name, Func<SettingReader, IWebhookSource> Create);

/// <summary>The kinds of source that there are.</summary>
public static class SourceKinds
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        new("Shopify", settings => new ShopifySource(ShopifyOptions.Read(settings))),
        new("WooCommerce", settings => new WooCommerceSource(WooCommerceOptions.Read(settings))),
        new("StandardWebhooks", settings => new StandardWebhooksSource(StandardWebhooksOptions.Read(settings))),
        new("SignedJson", settings => new SignedJsonSource(HeaderSignatureOptions.Read(settings))),
        new("Segment", settings => new SegmentSource(SegmentOptions.Read(settings))),
        new("Mapped", settings => MappedSource.Create(settings)),
        .. PlatformPacks.Kinds,
        new("CloudEvents", CloudEventsSource.Create),
    ];

    /// <summary>Finds a kind by its name, whatever the case.</summary>
    public static SourceKind? Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase));
}
