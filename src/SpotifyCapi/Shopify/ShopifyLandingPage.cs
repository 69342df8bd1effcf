using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>
/// The page that the buyer landed on, the only address that is ever used. <c>order_status_url</c> is not: whoever has it can see the order.
/// The same holds for a landing page that is an order, a checkout or an account page, so those are left out too.
/// </summary>
internal static class ShopifyLandingPage
{
    private static readonly string[] PrivatePages = ["orders", "checkouts", "checkout", "account", "authenticate", "c"];

    private static readonly string[] SecretParameters = ["key", "token"];

    public static string? PageUrl(this WebhookRequest request, string? landingSite)
    {
        var shop = request.OnlyOf("X-Shopify-Shop-Domain", "Shopify-Shop-Domain");
        return landingSite is ['/', ..] && !IsPrivate(landingSite) && shop is not null && Uri.CheckHostName(shop) == UriHostNameType.Dns
            ? $"https://{shop}{landingSite}"
            : null;
    }

    private static bool IsPrivate(string site)
    {
        var question = site.IndexOf('?', StringComparison.Ordinal);
        var path = (question < 0 ? site : site[..question]).Split('/');
        var parameters = question < 0 ? [] : site[(question + 1)..].Split('&').Select(parameter => parameter.Split('=')[0]);
        return path.Any(part => PrivatePages.Contains(part, StringComparer.OrdinalIgnoreCase))
            || parameters.Any(name => SecretParameters.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
