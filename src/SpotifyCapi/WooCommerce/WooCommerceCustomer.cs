using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>A new customer account.</summary>
internal static class WooCommerceCustomer
{
    public static SourceReading Read(JsonElement customer, string delivery, WooCommerceOptions options)
    {
        var billing = customer.At("billing");
        var result = new ConversionEvent
        {
            EventName = "SIGN_UP",
            EventId = EventIdRecipe.Fill(options.CustomerEventId, name => customer.Text(name)),
            EventTime = WooCommerceTime.Utc(customer.Text("date_created_gmt")),
            ActionSource = "WEB",
        };
        result.User.AddEmail(customer.Text("email") ?? billing.Text("email"));
        result.User.Country = billing.Text("country");
        result.User.AddPhone(billing.Text("phone"), billing.Text("country"));
        return new SourceReading.Events([result], delivery);
    }
}
