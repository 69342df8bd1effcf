namespace SpotifyCapi.Events;

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
