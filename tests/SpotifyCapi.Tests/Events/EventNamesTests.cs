using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Events;

public sealed class EventNamesTests
{
    /// <summary>Every spelling of Spotify's own sources and of the two published guides.</summary>
    public static TheoryData<string, StandardEvent> Spellings => new()
    {
        // Spotify's CAPI guide, its pixel's commands, its diagnostics
        { "VIEW", StandardEvent.View }, { "view", StandardEvent.View },
        { "PRODUCT", StandardEvent.Product }, { "product", StandardEvent.Product },
        { "ADD_TO_CART", StandardEvent.AddToCart }, { "addtocart", StandardEvent.AddToCart }, { "ADDTOCART", StandardEvent.AddToCart },
        { "CHECK_OUT", StandardEvent.CheckOut }, { "checkout", StandardEvent.CheckOut }, { "CHECKOUT", StandardEvent.CheckOut },
        { "PURCHASE", StandardEvent.Purchase }, { "purchase", StandardEvent.Purchase },
        { "LEAD", StandardEvent.Lead }, { "lead", StandardEvent.Lead },
        { "SIGN_UP", StandardEvent.SignUp }, { "signup", StandardEvent.SignUp }, { "SIGNUP", StandardEvent.SignUp },
        { "CUSTOM_EVENT_1", StandardEvent.CustomEvent1 }, { "custom_event_1", StandardEvent.CustomEvent1 },
        { "CUSTOM_EVENT_2", StandardEvent.CustomEvent2 }, { "custom_event_3", StandardEvent.CustomEvent3 },
        { "CUSTOM_EVENT_4", StandardEvent.CustomEvent4 }, { "custom_event_5", StandardEvent.CustomEvent5 },
        { "ALIAS", StandardEvent.Alias }, { "alias", StandardEvent.Alias },

        // Stape's tag and Datafly's body
        { "Page_View", StandardEvent.View }, { "View_Product", StandardEvent.Product }, { "Add_Cart", StandardEvent.AddToCart },
        { "Start_Checkout", StandardEvent.CheckOut }, { "Purchase", StandardEvent.Purchase }, { "Lead", StandardEvent.Lead },
        { "Sign_Up", StandardEvent.SignUp }, { "Custom_Event_1", StandardEvent.CustomEvent1 }, { "Custom_Event_5", StandardEvent.CustomEvent5 },
        { "Alias", StandardEvent.Alias },

        // Spotify's partner tag
        { "PAGE_VIEW", StandardEvent.View }, { "VIEW_PRODUCT", StandardEvent.Product }, { "ADD_CART", StandardEvent.AddToCart },
        { "START_CHECKOUT", StandardEvent.CheckOut },

        // Datafly's guide, "Event Mapping"
        { "page", StandardEvent.View }, { "Product Viewed", StandardEvent.Product }, { "Product Added", StandardEvent.AddToCart },
        { "Checkout Started", StandardEvent.CheckOut }, { "Order Completed", StandardEvent.Purchase }, { "Lead Generated", StandardEvent.Lead },
        { "Signed Up", StandardEvent.SignUp },

        // TrackLayer's guide, step 03, and the names that it maps to
        { "purchase_completed", StandardEvent.Purchase }, { "account_created", StandardEvent.SignUp }, { "lead_submitted", StandardEvent.Lead },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_known_name_resolves_whatever_its_case_and_separators(string name, StandardEvent expected)
    {
        string[] variants =
        [
            name, name.ToUpperInvariant(), name.ToLowerInvariant(), $"  {name}\t", name.Replace('_', ' '), name.Replace('_', '-'), name.Replace(' ', '.'),
            name.Replace(' ', '_'), name.Replace(" ", "", StringComparison.Ordinal), name.Replace('_', ':'), name.Replace(' ', '/'), name.Replace(' ', '\u00A0'),
        ];

        foreach (var variant in variants)
        {
            Assert.True(EventNames.TryResolve(variant, out var found), variant);
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("order refunded")]
    [InlineData("PURCHASES")]
    [InlineData("CUSTOM_EVENT_0")]
    [InlineData("CUSTOM_EVENT_6")]
    [InlineData("CUSTOM_EVENT")]
    [InlineData("PÜRCHASE")]
    public void An_unknown_name_resolves_to_nothing(string name) => Assert.False(EventNames.TryResolve(name, out _));

    [Fact]
    public void No_two_spellings_of_the_table_share_a_key() =>
        Assert.Equal(EventNames.All.Count(), EventNames.All.Select(entry => EventNames.Key(entry.Name)).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void The_standard_names_are_Spotifys_twelve_and_ALIAS() => Assert.Equal(
        [
            "VIEW", "PRODUCT", "ADD_TO_CART", "CHECK_OUT", "PURCHASE", "LEAD", "SIGN_UP",
            "CUSTOM_EVENT_1", "CUSTOM_EVENT_2", "CUSTOM_EVENT_3", "CUSTOM_EVENT_4", "CUSTOM_EVENT_5", "ALIAS",
        ],
        EventNames.Standard);
}
