using SpotifyCapi.Events;

namespace SpotifyCapi.WooCommerce;

/// <summary>The <c>…_gmt</c> times, which are UTC but do not say so.</summary>
internal static class WooCommerceTime
{
    public static string? Utc(string? gmt) =>
        gmt is not null && EventTime.Parse(gmt, out _) == EventTimeResult.WithoutOffset ? gmt + "Z" : gmt;
}
