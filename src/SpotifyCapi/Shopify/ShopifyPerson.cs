using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>Who bought: an order and a checkout tell it in the same fields.</summary>
internal static class ShopifyPerson
{
    public static void Read(JsonElement purchase, RawUser user)
    {
        var customer = purchase.At("customer");
        var (billing, shipping, home) = (purchase.At("billing_address"), purchase.At("shipping_address"), customer.At("default_address"));
        user.AddEmail(purchase.Text("email") ?? purchase.Text("contact_email") ?? customer.Text("email"));
        user.Country = billing.Text("country_code") ?? shipping.Text("country_code") ?? home.Text("country_code");
        user.AddPhone(purchase.Text("phone"), null);
        user.AddPhone(customer.Text("phone"), null);
        user.AddPhone(billing.Text("phone"), billing.Text("country_code"));
        user.AddPhone(shipping.Text("phone"), shipping.Text("country_code"));
        user.AddPhone(home.Text("phone"), home.Text("country_code"));
        user.IpAddress = purchase.At("client_details").Text("browser_ip") ?? purchase.Text("browser_ip");
        user.UserAgent = purchase.At("client_details").Text("user_agent");
    }

    public static MarketingConsent Consent(JsonElement purchase, ShopifyOptions options) => options.Consent switch
    {
        ShopifyConsent.BuyerAcceptsMarketing => ConsentText.Read(purchase.At("buyer_accepts_marketing")),
        ShopifyConsent.NoteAttribute => ConsentText.Read(
            purchase.At("note_attributes").Elements().FirstOrDefault(note => note.Text("name") == options.ConsentNoteAttribute).At("value")),
        _ => MarketingConsent.Unknown,
    };

    /// <summary>Only what Shopify's own channels say for certain; the others are names of apps.</summary>
    public static string? ActionSource(JsonElement purchase) => purchase.Text("source_name") switch { "web" => "WEB", "pos" => "OFFLINE", _ => null };
}
