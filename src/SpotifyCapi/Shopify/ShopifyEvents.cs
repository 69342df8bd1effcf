using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>From Shopify's payloads to events.</summary>
internal static class ShopifyEvents
{
    private const int LongestId = 20;

    public static SourceReading Order(JsonElement order, WebhookRequest request, ShopifyOptions options)
    {
        var id = EventIdRecipe.Fill(options.OrderEventId, name => Placeholder(order, name));
        if (WhyIgnored(order, options) is { } reason)
            return new SourceReading.Ignored(reason, id);

        var result = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventTime = order.Text("processed_at") ?? order.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(order.Text("landing_site")),
            ActionSource = ActionSource(order),
            Consent = Consent(order, options),
            OrderId = order.Text("order_number") ?? order.Text("name")?.TrimStart('#'),
        };
        result.PlatformOrderId = PlatformId(order, options);
        var (amount, currency) = Price(order, options.Money);
        result.Currency = currency;
        result.SetAmount(amount);
        SetPerson(order, result.User);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    public static SourceReading Checkout(JsonElement checkout, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "CHECK_OUT",
            EventId = EventIdRecipe.Fill(options.CheckoutEventId, name => checkout.Text(name)),
            EventTime = checkout.Text("created_at") ?? request.TriggeredAt(),
            EventSourceUrl = request.PageUrl(checkout.Text("landing_site")),
            ActionSource = ActionSource(checkout),
            Consent = Consent(checkout, options),
        };

        // Unlike an order, a checkout has one price, and it is in the currency that the buyer sees (Shopify's multi-currency guide). When the
        // shop's is wanted and is another one, there is no amount; the currency alone is then reported as currency_without_amount.
        var shop = checkout.Text("currency");
        var shown = checkout.Text("presentment_currency") ?? shop;
        result.Currency = options.Money == ShopifyMoney.Presentment ? shown : shop;
        if (result.Currency == shown)
            result.SetAmount(checkout.Text("total_price"));

        SetPerson(checkout, result.User);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    /// <summary>A new customer account.</summary>
    public static SourceReading Customer(JsonElement customer, WebhookRequest request, ShopifyOptions options)
    {
        // Somebody of the shop, or an import, entered the person, and perhaps sent an invitation: nobody signed up.
        if (customer.Text("state")?.ToLowerInvariant() is "disabled" or "invited" or "declined")
            return new SourceReading.Ignored(IgnoreReasons.NoAccount);

        var home = customer.At("default_address");
        var result = new ConversionEvent
        {
            EventName = "SIGN_UP",
            EventId = EventIdRecipe.Fill(options.CustomerEventId, name => customer.Text(name)),
            EventTime = customer.Text("created_at") ?? request.TriggeredAt(),
            ActionSource = "WEB",
        };
        result.User.AddEmail(customer.Text("email"));
        result.User.Country = home.Text("country_code");
        result.User.AddPhone(customer.Text("phone"), null);
        result.User.AddPhone(home.Text("phone"), home.Text("country_code"));
        return new SourceReading.Events([result], request.DeliveryId());
    }

    /// <summary>A cart. Shopify puts nothing into it that identifies a person, so it ends as <c>no_identifier</c>: off by default.</summary>
    public static SourceReading Cart(JsonElement cart, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "ADD_TO_CART",
            EventId = EventIdRecipe.Fill(options.CartEventId, name => cart.Text(name)),
            EventTime = cart.Text("updated_at") ?? cart.Text("created_at") ?? request.TriggeredAt(),
            ActionSource = "WEB",
        };
        return new SourceReading.Events([result], request.DeliveryId());
    }

    private static string? WhyIgnored(JsonElement order, ShopifyOptions options)
    {
        if (order.Flag("test") == true)
            return IgnoreReasons.TestOrder;

        var status = order.Text("financial_status");
        if (order.Text("cancelled_at") is not null || status == "voided")
            return IgnoreReasons.CancelledOrder;

        // The topic is not signed: the body of another topic, sent again as orders/paid, must not become a purchase.
        return options.PurchaseTopic == ShopifyTopics.OrdersPaid && status is "pending" or "authorized" or "partially_paid" or "expired" or "unpaid"
            ? IgnoreReasons.NotPaid
            : null;
    }

    // A request to erase names orders by this id only. Where it can be turned into the event's id, nothing more needs to be kept.
    private static string? PlatformId(JsonElement order, ShopifyOptions options) =>
        Placeholder(order, "id") is { Length: <= LongestId } id && id.All(char.IsAsciiDigit) && ShopifyPrivacy.EventId(options.OrderEventId, id) is null
            ? id
            : null;

    private static string? Placeholder(JsonElement order, string name) =>
        order.Text(name) ?? (name == "id" ? order.Text("admin_graphql_api_id")?.Split('/')[^1] : null);

    // Amount and currency always come from the same pair. Old API versions have no presentment pair; then the shop's is the only one.
    private static (string? Amount, string? Currency) Price(JsonElement order, ShopifyMoney money)
    {
        if (money == ShopifyMoney.Presentment)
        {
            foreach (var set in (ReadOnlySpan<string>)["current_total_price_set", "total_price_set"])
            {
                var pair = order.At(set, "presentment_money");
                if ((pair.Text("amount"), pair.Text("currency_code")) is ({ } amount, { } currency))
                    return (amount, currency);
            }
        }

        return (order.Text("current_total_price") ?? order.Text("total_price"), order.Text("currency"));
    }

    private static void SetPerson(JsonElement purchase, RawUser user)
    {
        var customer = purchase.At("customer");
        var (billing, shipping, home) = (purchase.At("billing_address"), purchase.At("shipping_address"), customer.At("default_address"));
        user.AddEmail(purchase.Text("email") ?? purchase.Text("contact_email") ?? customer.Text("email"));
        user.Country = billing.Text("country_code") ?? shipping.Text("country_code") ?? home.Text("country_code");
        user.AddPhone(purchase.Text("phone"), null);
        user.AddPhone(customer.Text("phone"), null);
        foreach (var address in (ReadOnlySpan<JsonElement>)[billing, shipping, home])
            user.AddPhone(address.Text("phone"), address.Text("country_code"));

        user.IpAddress = purchase.At("client_details").Text("browser_ip") ?? purchase.Text("browser_ip");
        user.UserAgent = purchase.At("client_details").Text("user_agent");
    }

    private static MarketingConsent Consent(JsonElement purchase, ShopifyOptions options) => options.Consent switch
    {
        ShopifyConsent.BuyerAcceptsMarketing => ConsentText.Read(purchase.At("buyer_accepts_marketing")),
        ShopifyConsent.NoteAttribute => ConsentText.Read(
            purchase.At("note_attributes").Elements().FirstOrDefault(note => note.Text("name") == options.ConsentNoteAttribute).At("value")),
        _ => MarketingConsent.Unknown,
    };

    // Only what Shopify's own channels say for certain; the others are names of apps.
    private static string? ActionSource(JsonElement purchase) => purchase.Text("source_name") switch { "web" => "WEB", "pos" => "OFFLINE", _ => null };
}
