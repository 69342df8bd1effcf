using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

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

    [Theory]
    [InlineData("true", "consent")]
    [InlineData("\"granted\"", "consent")]
    [InlineData("{\"marketing\":\"yes\"}", "consent.marketing")]
    [InlineData("{\"marketing\":1}", "consent.marketing")]
    public void Consent_that_cannot_be_read_is_an_error_even_where_silence_is_dropped(string consent, string field)
    {
        foreach (var profile in Enum.GetValues<Profile>())
        {
            var destination = TestDestinations.Of(profile) with { UnknownConsent = UnknownConsent.Drop };

            Assert.Equal((ErrorCodes.WrongType, field), SampleEvent.Problem(SampleEvent.With("consent", consent), destination));
        }
    }

    [Fact]
    public void Two_answers_about_consent_are_no_answer()
    {
        var json = SampleEvent.Json.Replace("\"marketing\": true", "\"marketing\": false, \"marketing\": true", StringComparison.Ordinal);

        Assert.Equal((ErrorCodes.DuplicateField, "consent.marketing"), SampleEvent.Problem(json));
    }
}
