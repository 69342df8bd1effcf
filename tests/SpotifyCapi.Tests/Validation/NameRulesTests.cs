using System.Collections.Frozen;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\" \"")]
    public void No_name_is_event_name_missing(string? json) =>
        Assert.Equal((ErrorCodes.EventNameMissing, "event_name"), SampleEvent.Problem(SampleEvent.With("event_name", json)));

    [Fact]
    public void A_name_that_maps_to_nothing_is_ignored_and_never_an_error()
    {
        Assert.Equal(IgnoreReasons.UnmappedEvent, SampleEvent.Ignore(SampleEvent.With("event_name", "\"Order Refunded\"")));
        Assert.Equal(IgnoreReasons.UnmappedEvent, SampleEvent.Ignore("""{ "event_name": "Order Refunded" }"""));
    }

    [Fact]
    public void The_destinations_own_map_adds_names()
    {
        var destination = Mapped(("Demo Booked", StandardEvent.CustomEvent2));

        var facts = SampleEvent.Accept(SampleEvent.With("event_name", "\"demo-booked\""), destination).Facts;

        Assert.Equal((StandardEvent.CustomEvent2, "demo-booked"), (facts.Event, facts.SourceEventName));
    }

    [Fact]
    public void The_destinations_own_map_wins_over_the_built_in_table() => Assert.Equal(
        StandardEvent.CustomEvent1,
        SampleEvent.Accept(SampleEvent.With("event_name", "\"Order Completed\""), Mapped(("order_completed", StandardEvent.CustomEvent1))).Facts.Event);

    [Fact]
    public void A_purchase_by_way_of_the_map_needs_amount_and_currency_too()
    {
        var json = SampleEvent.With(("event_name", "\"Subscribed\""), ("value", null), ("currency", null));

        var rejected = SampleEvent.Reject(json, Mapped(("Subscribed", StandardEvent.Purchase)));

        Assert.Equal([ErrorCodes.AmountMissing, ErrorCodes.CurrencyMissing], rejected.Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("ALIAS")]
    [InlineData("Identify")]
    public void Alias_is_sent_only_where_it_is_allowed(string name)
    {
        var destination = Mapped(("identify", StandardEvent.Alias));
        var json = SampleEvent.With("event_name", $"\"{name}\"");

        Assert.Equal(IgnoreReasons.AliasNotAllowed, SampleEvent.Ignore(json, destination));
        Assert.Equal(StandardEvent.Alias, SampleEvent.Accept(json, destination with { AllowAlias = true }).Facts.Event);
    }

    [Theory]
    [InlineData("purchase", StandardEvent.Purchase)]
    [InlineData("signup", StandardEvent.SignUp)]
    [InlineData("lead", StandardEvent.Lead)]
    [InlineData("purchase_completed", StandardEvent.Purchase)]
    [InlineData("account_created", StandardEvent.SignUp)]
    [InlineData("lead_submitted", StandardEvent.Lead)]
    public void The_partner_api_takes_three_events(string name, StandardEvent expected) =>
        Assert.Equal(expected, SampleEvent.Accept(SampleEvent.With("event_name", $"\"{name}\""), TestDestinations.Partner).Facts.Event);

    [Theory]
    [InlineData("VIEW")]
    [InlineData("ADD_TO_CART")]
    [InlineData("CUSTOM_EVENT_1")]
    [InlineData("ALIAS")]
    public void The_partner_api_takes_no_others(string name) => Assert.Equal(
        IgnoreReasons.UnmappedEvent,
        SampleEvent.Ignore(SampleEvent.With("event_name", $"\"{name}\""), TestDestinations.Partner with { AllowAlias = true }));

    private static Destination Mapped(params (string From, StandardEvent To)[] map) =>
        TestDestinations.Direct with { EventMap = map.ToFrozenDictionary(pair => EventNames.Key(pair.From), pair => pair.To) };
}

public sealed class ConsentRulesTests
{
    private const string Unknown = IgnoreReasons.ConsentUnknown;
    private const string Denied = IgnoreReasons.ConsentDenied;

    public static TheoryData<MarketingConsent, UnknownConsent, Profile, bool?, string?> Matrix
    {
        get
        {
            var rows = new TheoryData<MarketingConsent, UnknownConsent, Profile, bool?, string?>();
            foreach (var setting in Enum.GetValues<UnknownConsent>())
            {
                foreach (var profile in Enum.GetValues<Profile>())
                {
                    var partner = profile == Profile.PartnerConversions;
                    rows.Add(MarketingConsent.Granted, setting, profile, false, null);
                    rows.Add(MarketingConsent.Denied, setting, profile, partner ? null : true, partner ? Denied : null);
                }
            }

            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptOut, Profile.CapiDirect, true, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptOut, Profile.CapiDirectFlat, true, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptOut, Profile.PartnerConversions, true, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptIn, Profile.CapiDirect, false, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptIn, Profile.CapiDirectFlat, false, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.OptIn, Profile.PartnerConversions, false, null);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.Drop, Profile.CapiDirect, null, Unknown);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.Drop, Profile.CapiDirectFlat, null, Unknown);
            rows.Add(MarketingConsent.Unknown, UnknownConsent.Drop, Profile.PartnerConversions, null, Unknown);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Consent_setting_and_profile_decide_together(
        MarketingConsent consent, UnknownConsent setting, Profile profile, bool? optOut, string? ignored)
    {
        var marketing = consent switch { MarketingConsent.Granted => "true", MarketingConsent.Denied => "false", _ => "null" };
        var destination = TestDestinations.Of(profile) with { UnknownConsent = setting };

        var decision = SampleEvent.Decide(SampleEvent.With("consent.marketing", marketing), destination);

        Assert.Equal(optOut, (decision as EventDecision.Accepted)?.Event.Facts.OptOutTargeting);
        Assert.Equal(ignored, (decision as EventDecision.Ignored)?.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"analytics\":true}")]
    public void Silence_is_not_a_refusal(string? consent) =>
        Assert.Equal(MarketingConsent.Unknown, SampleEvent.Accept(SampleEvent.With("consent", consent)).Facts.Consent);

    [Fact]
    public void Of_two_answers_about_consent_the_refusal_counts()
    {
        var json = SampleEvent.Json.Replace("\"marketing\": true", "\"marketing\": false, \"marketing\": true", StringComparison.Ordinal);

        Assert.True(SampleEvent.Accept(json).Facts.OptOutTargeting);
    }
}
