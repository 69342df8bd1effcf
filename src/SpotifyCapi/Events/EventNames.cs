using System.Collections.Frozen;

namespace SpotifyCapi.Events;

/// <summary>
/// Every spelling of an event that we take: Spotify's own, those of its pixel, diagnostics and partner tags, and the names of the two
/// published integration guides (Datafly's and TrackLayer's). Case and separators do not count.
/// </summary>
public static class EventNames
{
    private const int LongestOnStack = 128;

    private static readonly (StandardEvent Event, string[] Names)[] Table =
    [
        (StandardEvent.View, ["VIEW", "Page_View", "page", "Page Viewed"]),
        (StandardEvent.Product, ["PRODUCT", "View_Product", "Product Viewed"]),
        (StandardEvent.AddToCart, ["ADD_TO_CART", "Add_Cart", "Product Added"]),
        (StandardEvent.CheckOut, ["CHECK_OUT", "Start_Checkout", "Checkout Started"]),
        (StandardEvent.Purchase, ["PURCHASE", "Order Completed", "purchase_completed"]),
        (StandardEvent.Lead, ["LEAD", "Lead Generated", "lead_submitted"]),
        (StandardEvent.SignUp, ["SIGN_UP", "Signed Up", "account_created"]),
        (StandardEvent.CustomEvent1, ["CUSTOM_EVENT_1"]),
        (StandardEvent.CustomEvent2, ["CUSTOM_EVENT_2"]),
        (StandardEvent.CustomEvent3, ["CUSTOM_EVENT_3"]),
        (StandardEvent.CustomEvent4, ["CUSTOM_EVENT_4"]),
        (StandardEvent.CustomEvent5, ["CUSTOM_EVENT_5"]),
        (StandardEvent.Alias, ["ALIAS"]),
    ];

    private static readonly FrozenDictionary<string, StandardEvent> ByKey =
        Table.SelectMany(row => row.Names.Select(name => (Key: Key(name), row.Event))).ToFrozenDictionary(x => x.Key, x => x.Event);

    private static readonly FrozenDictionary<string, StandardEvent>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByKey.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every spelling with the event that it means, for documentation and tests.</summary>
    public static IEnumerable<(string Name, StandardEvent Event)> All =>
        Table.SelectMany(row => row.Names.Select(name => (name, row.Event)));

    /// <summary>The names that Spotify documents, and ALIAS.</summary>
    public static IEnumerable<string> Standard => Table.Select(row => row.Names[0]);

    /// <summary>Finds the event that a name means.</summary>
    /// <param name="name">Any spelling.</param>
    /// <param name="standard">The event.</param>
    public static bool TryResolve(ReadOnlySpan<char> name, out StandardEvent standard) => TryResolve(name, BySpan, out standard);

    /// <summary>Finds the event that a name means in a table of a destination's own.</summary>
    /// <param name="name">Any spelling.</param>
    /// <param name="table">Keyed by <see cref="Key"/>.</param>
    /// <param name="standard">The event.</param>
    public static bool TryResolve(ReadOnlySpan<char> name, FrozenDictionary<string, StandardEvent> table, out StandardEvent standard)
    {
        standard = default;
        return table.Count > 0 && TryResolve(name, table.GetAlternateLookup<ReadOnlySpan<char>>(), out standard);
    }

    /// <summary>What is left of a name without case and separators (blank, hyphen, underscore, dot, colon, slash).</summary>
    /// <param name="name">Any spelling.</param>
    public static string Key(string name) => string.Create(name.Count(IsKept), name, static (key, source) =>
    {
        var at = 0;
        foreach (var c in source.Where(IsKept))
            key[at++] = char.ToLowerInvariant(c);
    });

    private static bool TryResolve(
        ReadOnlySpan<char> name, FrozenDictionary<string, StandardEvent>.AlternateLookup<ReadOnlySpan<char>> table, out StandardEvent standard)
    {
        // A longer name is in no table of ours; one in a destination's own is looked up the plain way.
        if (name.Length > LongestOnStack)
            return table.Dictionary.TryGetValue(Key(name.ToString()), out standard);

        Span<char> key = stackalloc char[LongestOnStack];
        var length = 0;
        foreach (var c in name)
        {
            if (IsKept(c))
                key[length++] = char.ToLowerInvariant(c);
        }

        return table.TryGetValue(key[..length], out standard);
    }

    private static bool IsKept(char c) => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.' or ':' or '/');
}

/// <summary>The events that Spotify knows (CAPI Setup Guide, <c>event_name</c>); each profile spells them its own way.</summary>
public enum StandardEvent
{
    /// <summary>A page was viewed.</summary>
    View,

    /// <summary>A product was viewed.</summary>
    Product,

    /// <summary>A product was put into the cart.</summary>
    AddToCart,

    /// <summary>The checkout was started.</summary>
    CheckOut,

    /// <summary>Something was bought; needs amount and currency.</summary>
    Purchase,

    /// <summary>A form was sent or interest shown.</summary>
    Lead,

    /// <summary>An account was made.</summary>
    SignUp,

    /// <summary>The first of the five free slots.</summary>
    CustomEvent1,

    /// <summary>The second free slot.</summary>
    CustomEvent2,

    /// <summary>The third free slot.</summary>
    CustomEvent3,

    /// <summary>The fourth free slot.</summary>
    CustomEvent4,

    /// <summary>The fifth free slot.</summary>
    CustomEvent5,

    /// <summary>Customer details without an action. Accepted but not documented by Spotify; off unless a destination allows it.</summary>
    Alias,
}
