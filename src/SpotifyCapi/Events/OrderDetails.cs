using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>What a source tells about an order that Spotify does not get, but the rules about exclusions and values ask for.</summary>
public sealed class OrderDetails
{
    /// <summary>The way that the order came, as the platform spells it: Shopify's <c>source_name</c>, WooCommerce's <c>created_via</c>.</summary>
    public string? Channel { get; set; }

    /// <summary>Tags of the order and of its customer.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Ways of payment, as the platform spells them.</summary>
    public IReadOnlyList<string> Payments { get; set; } = [];

    /// <summary>Whether it is the customer's first order; null when the platform does not tell.</summary>
    public bool? IsNewCustomer { get; set; }

    /// <summary>All tax in the amount, that of shipping too; null when not told.</summary>
    public decimal? Tax { get; set; }

    /// <summary>Shipping in the amount, without its tax; null when not told.</summary>
    public decimal? Shipping { get; set; }

    /// <summary>Tax of the shipping; null when not told, which counts as none.</summary>
    public decimal? ShippingTax { get; set; }

    /// <summary>The goods after discounts, without tax, shipping, tips and fees; null when not told.</summary>
    public decimal? Subtotal { get; set; }

    /// <summary>Whether a customer is new, in the words of shops and files; null when it is none of them.</summary>
    internal static bool? IsNew(string? told) => told?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "1" or "NEW" or "FIRST" => true,
        "FALSE" or "NO" or "N" or "0" or "RETURNING" or "EXISTING" => false,
        _ => null,
    };

    /// <summary>Splits tags that stand in one text, by commas or semicolons.</summary>
    internal static string[] Split(string? list) => list?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>Orders that a shop seldom means when it says "sale", by what their channel is called.</summary>
public static class OrderKinds
{
    /// <summary>A renewal of a subscription.</summary>
    public const string Renewal = "renewal";

    /// <summary>An order that staff wrote.</summary>
    public const string DraftOrder = "draft_order";

    /// <summary>The kind of an order; null for any other.</summary>
    /// <param name="channel">As <see cref="OrderDetails.Channel"/>.</param>
    public static string? Of(string? channel) =>
        channel is null ? null
        : channel.StartsWith("subscription", StringComparison.OrdinalIgnoreCase) ? Renewal
        : channel.Equals("shopify_draft_order", StringComparison.OrdinalIgnoreCase) || channel.Equals("admin", StringComparison.OrdinalIgnoreCase) ? DraftOrder
        : null;
}

/// <summary>Reads the object <c>order</c> of a canonical event. What is wrong in it is left out: no conversion is lost for a detail.</summary>
internal static class OrderReader
{
    /// <summary>Its members; from <see cref="FirstAmount"/> on they are amounts.</summary>
    public static readonly string[] Fields = ["channel", "tags", "payment", "new_customer", "tax", "shipping", "shipping_tax", "subtotal"];
    public const int FirstAmount = 4;

    private static readonly byte[][] Names = JsonTokens.Names(Fields);

    public static void Read(ref JsonTokens reader, ConversionEvent result)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null)
                result.SourceDrops.Add("order", DropCodes.OrderDetailInvalid);

            reader.Skip();
            return;
        }

        var order = result.Order ??= new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = reader.IndexIn(Names);
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (!JsonField.Scalars(ref reader, out var text) || (text is not null && !Set(order, index, text)))
                result.SourceDrops.Add($"order.{Fields[index]}", DropCodes.OrderDetailInvalid);
        }
    }

    /// <summary>Takes a member over; false when it cannot be read.</summary>
    /// <param name="order">Receives it.</param>
    /// <param name="index">Its place in <see cref="Fields"/>.</param>
    /// <param name="text">As told, amounts in major units.</param>
    public static bool Set(OrderDetails order, int index, string text)
    {
        switch (index)
        {
            case 0:
                order.Channel = text;
                return true;
            case 1:
                order.Tags = OrderDetails.Split(text);
                return true;
            case 2:
                order.Payments = OrderDetails.Split(text);
                return true;
            case 3:
                order.IsNewCustomer = OrderDetails.IsNew(text);
                return order.IsNewCustomer is not null;
            default:
                return Amounts.TryParse(text, out var amount) && SetAmount(order, index, amount);
        }
    }

    private static bool SetAmount(OrderDetails order, int index, decimal amount)
    {
        switch (index)
        {
            case 4:
                order.Tax = amount;
                break;
            case 5:
                order.Shipping = amount;
                break;
            case 6:
                order.ShippingTax = amount;
                break;
            default:
                order.Subtotal = amount;
                break;
        }

        return true;
    }
}
