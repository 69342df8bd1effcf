using SpotifyCapi.Segment;
using SpotifyCapi.Shopify;
using SpotifyCapi.Webhooks;
using SpotifyCapi.WooCommerce;

namespace SpotifyCapi.Sources;

/// <summary>The kinds of source that there are.</summary>
public static class SourceKinds
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ISourceKind> All { get; } =
    [
        new ShopifyKind(),
        new WooCommerceKind(),
        new StandardWebhooksKind(),
        new SignedJsonKind(),
        new SegmentKind(),
    ];

    /// <summary>Finds a kind, whatever the case.</summary>
    /// <param name="name">For example <c>Shopify</c>.</param>
    public static ISourceKind? Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase));
}
