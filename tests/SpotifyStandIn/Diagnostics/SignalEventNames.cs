using System.Collections.Frozen;

namespace SpotifyStandIn.Diagnostics;

/// <summary>The Ads API charts events under a third spelling, its <c>SignalEventType</c>.</summary>
internal static class SignalEventNames
{
    private static readonly FrozenDictionary<string, string> Respelled = new Dictionary<string, string>
    {
        ["ADD_TO_CART"] = "ADDTOCART",
        ["CHECK_OUT"] = "CHECKOUT",
        ["SIGN_UP"] = "SIGNUP",
        ["Page_View"] = "VIEW",
        ["View_Product"] = "PRODUCT",
        ["Add_Cart"] = "ADDTOCART",
        ["Start_Checkout"] = "CHECKOUT",
        ["Sign_Up"] = "SIGNUP",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string eventName) => Respelled.GetValueOrDefault(eventName) ?? eventName.ToUpperInvariant();
}
