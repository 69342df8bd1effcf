using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.Events;

public sealed class ConsentTextTests
{
    // Whoever takes silence for an agreement must hear every refusal.
    private static readonly Destination OptIn = TestDestinations.Direct with { UnknownConsent = UnknownConsent.OptIn };

    [Theory]
    [InlineData("yes", MarketingConsent.Granted)]
    [InlineData("GRANTED", MarketingConsent.Granted)]
    [InlineData("Opted-in", MarketingConsent.Granted)]
    [InlineData("1.0", MarketingConsent.Granted)]
    [InlineData("WAHR", MarketingConsent.Granted)]
    [InlineData("no", MarketingConsent.Denied)]
    [InlineData("n", MarketingConsent.Denied)]
    [InlineData("nein", MarketingConsent.Denied)]
    [InlineData("No, thanks", MarketingConsent.Denied)]
    [InlineData("declined", MarketingConsent.Denied)]
    [InlineData("refused", MarketingConsent.Denied)]
    [InlineData("not_granted", MarketingConsent.Denied)]
    [InlineData("None", MarketingConsent.Denied)]
    [InlineData("0.0", MarketingConsent.Denied)]
    [InlineData("", MarketingConsent.Unknown)]
    [InlineData("NULL", MarketingConsent.Unknown)]
    [InlineData("Unspecified", MarketingConsent.Unknown)]
    [InlineData("(not set)", MarketingConsent.Unknown)]
    [InlineData("pending", null)]
    [InlineData("ask me later", null)]
    [InlineData("2", null)]
    public void A_word_is_an_agreement_a_refusal_silence_or_not_understood(string text, MarketingConsent? expected) => Assert.Equal(expected, ConsentText.Parse(text));

    [Theory]
    [InlineData("consent", "false")]
    [InlineData("consent", "\"denied\"")]
    [InlineData("consent", "{\"marketing\":\"no\"}")]
    [InlineData("consent", "{\"marketing\":0}")]
    [InlineData("consent", "{\"advertising\":false}")]
    [InlineData("consent", "{\"marketing\":true,\"ad_user_data\":\"DENIED\"}")]
    [InlineData("consent", "{\"Personalized-Ads\":false,\"marketing\":true}")]
    [InlineData("consent", "{\"opt_out\":true}")]
    [InlineData("opt_out_targeting", "true")]
    [InlineData("optOutTargeting", "true")]
    [InlineData("optOut", "\"yes\"")]
    [InlineData("adUserData", "\"DENIED\"")]
    [InlineData("adStorage", "false")]
    [InlineData("opt_out_targeting", "\"yes\"")]
    [InlineData("opt_out", "1")]
    [InlineData("ad_user_data", "\"DENIED\"")]
    [InlineData("ad_personalization", "\"denied\"")]
    [InlineData("ad_storage", "\"denied\"")]
    public void A_refusal_is_heard_wherever_it_stands(string field, string json)
    {
        var facts = SampleEvent.Accept(SampleEvent.With(("consent", null), (field, json)), OptIn).Facts;

        Assert.True(facts.OptOutTargeting);
        Assert.Empty(facts.Dropped);
    }

    [Theory]
    [InlineData("consent", "\"ask me later\"", "consent")]
    [InlineData("consent", "[]", "consent")]
    [InlineData("consent", "{\"marketing\":{\"email\":true}}", "consent.marketing")]
    [InlineData("consent", "{\"marketing\":\"\\ud800\"}", "consent.marketing")]
    [InlineData("opt_out", "\"perhaps\"", "opt_out")]
    public void Consent_that_is_there_and_not_understood_is_a_refusal(string field, string json, string told)
    {
        var text = SampleEvent.With(("consent", null), (field, "\"@@\"")).Replace("\"@@\"", json, StringComparison.Ordinal);

        var facts = SampleEvent.Accept(text, OptIn).Facts;

        Assert.True(facts.OptOutTargeting);
        Assert.Equal([new DroppedField(told, DropCodes.ConsentUnreadable)], facts.Dropped);
    }

    [Theory]
    [InlineData("consent", "true")]
    [InlineData("consent", "{\"marketing\":\"yes\"}")]
    [InlineData("consent", "{\"marketing\":true,\"analytics\":false,\"version\":0}")]
    [InlineData("opt_out_targeting", "false")]
    public void An_agreement_counts_when_nothing_speaks_against_it(string field, string json) =>
        Assert.False(SampleEvent.Accept(SampleEvent.With(("consent", null), (field, json))).Facts.OptOutTargeting);

    [Fact]
    public void A_refusal_beside_an_agreement_counts() =>
        Assert.True(SampleEvent.Accept(SampleEvent.With("opt_out_targeting", "true"), OptIn).Facts.OptOutTargeting);
}
