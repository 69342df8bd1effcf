using System.Collections.Frozen;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The words in which two published guides differ about the same event.</summary>
internal sealed record CapiDialect
{
    public delegate void TimeRule(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems);

    public required FrozenSet<string> EventNames { get; init; }

    public required string Alias { get; init; }

    public required string Purchase { get; init; }

    public required FieldSet UserDataFields { get; init; }

    public required TimeRule CheckTime { get; init; }

    /// <summary>Spotify's CAPI setup guide.</summary>
    public static CapiDialect Direct { get; } = new()
    {
        EventNames = Names("VIEW", "PRODUCT", "CHECK_OUT", "ADD_TO_CART", "PURCHASE", "LEAD", "SIGN_UP", "CUSTOM_EVENT_"),
        Alias = "ALIAS",
        Purchase = "PURCHASE",
        UserDataFields = new FieldSet("ip_address", "device_id", "hashed_emails", "hashed_phone_number"),
        CheckTime = EventTimes.CheckMilliseconds,
    };

    /// <summary>Datafly Signal's guide.</summary>
    public static CapiDialect Flat { get; } = new()
    {
        EventNames = Names("Page_View", "View_Product", "Start_Checkout", "Add_Cart", "Purchase", "Lead", "Sign_Up", "Custom_Event_"),
        Alias = "Alias",
        Purchase = "Purchase",
        UserDataFields = new FieldSet("ip_address", "device_id", "hashed_emails", "hashed_phone_number", "user_agent"),
        CheckTime = EventTimes.CheckSeconds,
    };

    private static FrozenSet<string> Names(params string[] names) =>
        names[..^1].Concat(Enumerable.Range(1, 5).Select(slot => $"{names[^1]}{slot}")).ToFrozenSet(StringComparer.Ordinal);
}
