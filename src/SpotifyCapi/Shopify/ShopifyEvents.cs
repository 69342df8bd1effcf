using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Shopify;

/// <summary>From Shopify's payloads to events.</summary>
internal static class ShopifyEvents
{
    private const int LongestId = 20;

    private static readonly ShopifyOptions Defaults = new();

    public static SourceReading Order(JsonElement order, WebhookRequest request, ShopifyOptions options)
    {
        var id = EventId(options.OrderEventId, name => Placeholder(order, name), Defaults.OrderEventId);
        if (WhyIgnored(order, options) is { } reason)
            return new SourceReading.Ignored(reason, id);

        var result = new ConversionEvent
        {
            EventName = "PURCHASE",
            EventId = id,
            EventSourceUrl = request.PageUrl(order.Text("landing_site")),
            ActionSource = ActionSource(order),
            Signals = order.At("note_attributes").Signals("name"),
            OrderId = SenderId.OrNull(order.Text("order_number")) ?? order.Text("name")?.TrimStart('#'),
        };
        result.EventTime = result.FirstTime(
            ("processed_at", order.Text("processed_at")), ("created_at", order.Text("created_at")), ("triggered_at", request.TriggeredAt()));
        result.PlatformOrderId = PlatformId(order, options);
        result.Order = ShopifyDetails.Of(order, SetPrice(order, options.Money, result));
        SetConsent(order, options, result);
        SetPerson(order, result);
        return new SourceReading.Events([result], request.DeliveryId());
    }

    public static SourceReading Checkout(JsonElement checkout, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "CHECK_OUT",
            EventId = EventId(options.CheckoutEventId, name => checkout.Text(name), Defaults.CheckoutEventId),
            EventSourceUrl = request.PageUrl(checkout.Text("landing_site")),
            ActionSource = ActionSource(checkout),
            Signals = checkout.At("note_attributes").Signals("name"),
        };
        result.EventTime = result.FirstTime(("created_at", checkout.Text("created_at")), ("triggered_at", request.TriggeredAt()));
        SetConsent(checkout, options, result);

        // Unlike an order, a checkout has one price, and it is in the currency that the buyer sees (Shopify's multi-currency guide). When the
        // shop's is wanted and is another one, there is no amount; the currency alone is then reported as currency_without_amount.
        var shop = checkout.Text("currency");
        var shown = checkout.Text("presentment_currency") ?? shop;
        result.Currency = options.Money == ShopifyMoney.Presentment ? shown : shop;
        result.Order = ShopifyDetails.Of(checkout, ShopifyDetails.ShopPair);
        if (result.Currency == shown)
            result.SetAmount(("total_price", checkout.Text("total_price")));

        SetPerson(checkout, result);
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
            EventId = EventIdRecipe.Id(options.CustomerEventId, name => customer.Text(name)),
            ActionSource = "WEB",
        };
        result.EventTime = result.FirstTime(("created_at", customer.Text("created_at")), ("triggered_at", request.TriggeredAt()));
        if (options.Consent == ShopifyConsent.BuyerAcceptsMarketing)
            SetEmailConsent(customer, customer.At("accepts_marketing"), result);

        result.User.AddEmail(customer.Text("email"));
        result.User.Country = Country(home);
        result.User.AddPhone(customer.Text("phone"), null);
        result.User.AddPhone(home.Text("phone"), Country(home));
        return new SourceReading.Events([result], request.DeliveryId());
    }

    /// <summary>A cart. Shopify puts nothing into it that identifies a person, so it ends as <c>no_identifier</c>: off by default.</summary>
    public static SourceReading Cart(JsonElement cart, WebhookRequest request, ShopifyOptions options)
    {
        var result = new ConversionEvent
        {
            EventName = "ADD_TO_CART",
            EventId = EventId(options.CartEventId, name => cart.Text(name), Defaults.CartEventId),
            ActionSource = "WEB",
        };
        result.EventTime = result.FirstTime(
            ("updated_at", cart.Text("updated_at")), ("created_at", cart.Text("created_at")), ("triggered_at", request.TriggeredAt()));
        return new SourceReading.Events([result], request.DeliveryId());
    }

    // An order without what the recipe names, such as the checkout_token that a till's has not, still has an id of its own.
    private static string? EventId(string recipe, Func<string, string?> value, string usual) =>
        EventIdRecipe.Id(recipe, value) ?? EventIdRecipe.Id(usual, value);

    private static string? WhyIgnored(JsonElement order, ShopifyOptions options)
    {
        if (order.Flag("test") == true)
            return IgnoreReasons.TestOrder;

        var status = order.Text("financial_status");
        if (order.Text("cancelled_at") is not null || status is "voided" or "refunded")
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
    private static string SetPrice(JsonElement order, ShopifyMoney money, ConversionEvent result)
    {
        if (money == ShopifyMoney.Presentment)
        {
            foreach (var set in (ReadOnlySpan<string>)["current_total_price_set", "total_price_set"])
            {
                var pair = order.At(set, "presentment_money");
                if ((pair.Text("amount"), pair.Text("currency_code")) is ({ } amount, { } currency) && Amounts.TryParse(amount, out _))
                {
                    result.Currency = currency;
                    result.SetAmount((set, amount));
                    return ShopifyDetails.PresentmentPair;
                }
            }
        }

        result.Currency = order.Text("currency");
        result.SetAmount(("current_total_price", order.Text("current_total_price")), ("total_price", order.Text("total_price")));
        return ShopifyDetails.ShopPair;
    }

    private static void SetPerson(JsonElement purchase, ConversionEvent result)
    {
        var user = result.User;
        var customer = purchase.At("customer");
        var (billing, shipping, home) = (purchase.At("billing_address"), purchase.At("shipping_address"), customer.At("default_address"));
        user.AddEmail(purchase.Text("email"), purchase.Text("contact_email"), customer.Text("email"));
        user.Country = Country(billing) ?? Country(shipping) ?? Country(home);
        user.AddPhone(purchase.Text("phone"), null);
        user.AddPhone(customer.Text("phone"), null);
        foreach (var address in (ReadOnlySpan<JsonElement>)[billing, shipping, home])
            user.AddPhone(address.Text("phone"), Country(address));

        user.IpAddress = result.FirstIpAddress(
            ("client_details.browser_ip", purchase.At("client_details").Text("browser_ip")), ("browser_ip", purchase.Text("browser_ip")));
        user.UserAgent = purchase.At("client_details").Text("user_agent");
    }

    // Addresses that an app or an import made have the name alone.
    private static string? Country(JsonElement address) => (address.Text("country_code") ?? address.Text("country")).AsCountry();

    private static void SetConsent(JsonElement purchase, ShopifyOptions options, ConversionEvent result)
    {
        // A refusal there counts, whatever else is asked.
        if (options.ConsentNoteAttribute is { } attribute)
            result.AddConsent(purchase.At("note_attributes"), "name", attribute);

        if (options.Consent == ShopifyConsent.BuyerAcceptsMarketing)
            SetEmailConsent(purchase.At("customer"), purchase.At("buyer_accepts_marketing"), result);
    }

    // What the customer said counts where the order does not say, and when it was taken back since.
    private static void SetEmailConsent(JsonElement customer, JsonElement accepts, ConversionEvent result)
    {
        var state = customer.At("email_marketing_consent", "state");
        result.AddConsent(accepts);
        if (result.Consent == MarketingConsent.Unknown || state.AsText() == "unsubscribed")
            result.AddConsent(state);
    }

    // Only what Shopify's own channels say for certain; the others are names of apps.
    private static string? ActionSource(JsonElement purchase) => purchase.Text("source_name") switch { "web" => "WEB", "pos" => "OFFLINE", _ => null };
}
