using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;
using static SpotifyCapi.Tests.Validation.ConsentStrings;

namespace SpotifyCapi.Tests.Validation;

/// <summary>The way of consent signals from the sender's fields to what Spotify is told.</summary>
public sealed class ConsentSignalTests
{
    private static readonly Destination OptsIn = TestDestinations.Direct with { UnknownConsent = UnknownConsent.OptIn };

    [Fact]
    public void A_refusal_in_a_string_opts_out_and_the_string_is_not_kept()
    {
        var tcf = Tcf([1]);

        var accepted = SampleEvent.Accept(SampleEvent.With("consent", $$"""{"tcf":"{{tcf}}"}"""), OptsIn);

        Assert.Equal((MarketingConsent.Denied, "tcf", true), (accepted.Facts.Consent, accepted.Facts.ConsentSignal, accepted.Facts.OptOutTargeting));
        Assert.Empty(accepted.Facts.Dropped);
        var stored = JsonSerializer.Serialize(new StoredEvent(accepted));
        Assert.DoesNotContain(tcf, stored, StringComparison.Ordinal);
        Assert.Equal("tcf", JsonSerializer.Deserialize<StoredEvent>(stored)!.Event.Facts.ConsentSignal);
    }

    [Fact]
    public void A_yes_in_a_string_opts_in() =>
        Assert.False(SampleEvent.Accept(SampleEvent.With("consent", $$"""{"tcf":"{{Tcf(AllPurposes)}}"}""")).Facts.OptOutTargeting);

    [Theory]
    [InlineData("""{"tcf":"CP"}""", "consent.tcf")]
    [InlineData("""{"tcf":{}}""", "consent.tcf")]
    [InlineData("""{"gpp":"x","gpp_sid":[7]}""", "consent.gpp")]
    [InlineData("""{"us_privacy":"1"}""", "consent.us_privacy")]
    [InlineData("""{"gpc":"perhaps"}""", "consent.gpc")]
    [InlineData("""{"gcd":"\ud83d\ude00"}""", "consent.gcd")]
    [InlineData("""{"gcs":["G111",{}]}""", "consent.gcs")]
    public void An_unreadable_signal_is_unknown_with_a_code_and_never_opts_in(string consent, string field)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("consent", consent), OptsIn).Facts;

        Assert.Equal((MarketingConsent.Unknown, true), (facts.Consent, facts.OptOutTargeting));
        Assert.Equal([new DroppedField(field, DropCodes.ConsentSignalUnreadable)], facts.Dropped);
    }

    [Fact]
    public void Where_Spotify_cannot_be_told_an_unreadable_signal_is_not_sent() => Assert.Equal(
        IgnoreReasons.ConsentUnknown,
        SampleEvent.Ignore(SampleEvent.With("consent", """{"tcf":"CP"}"""), TestDestinations.Partner with { UnknownConsent = UnknownConsent.OptIn }));

    [Theory]
    [InlineData("""{"gpc":true}""")]
    [InlineData("""{"gpc":1}""")]
    [InlineData("""{"gpc":"1"}""")]
    [InlineData("""{"marketing":true,"gpc":true}""")]
    [InlineData("""{"gpp":"DBABLA~BVVZAAAA","gpp_sid":[7]}""")]
    [InlineData("""{"gpp":"DBABLA~BVVZAAAA","gpp_sid":"7"}""")]
    public void A_refusal_of_any_type_is_one(string consent) =>
        Assert.Equal(MarketingConsent.Denied, SampleEvent.Accept(SampleEvent.With("consent", consent), OptsIn).Facts.Consent);

    [Theory]
    [InlineData("""{"tc_string":"x"}""", "consent.tc_string")]
    [InlineData("""{"GPP":"x"}""", "consent.GPP")]
    [InlineData("""{"jane.doe@example.com":true}""", "consent")]
    [InlineData("""{"4915123456789":1}""", "consent")]
    [InlineData("""{"":1}""", "consent")]
    public void An_unknown_member_is_reported_by_a_name_that_can_be_no_persons(string consent, string field) => Assert.Equal(
        [new DroppedField(field, DropCodes.ConsentMemberUnknown)], SampleEvent.Accept(SampleEvent.With("consent", consent)).Facts.Dropped);

    [Fact]
    public void The_browsers_header_is_a_refusal_of_a_first_party_request_only()
    {
        var rules = new SourceRules { ValueFactor = 0.5m };
        var shop = new Source("shop", [], "main", TestSource.Create("SignedJson", ("Header", "X-Signature"))) { Rules = rules };
        var platform = new Source("shop", [], "main", TestSource.Create("Shopify"));
        var (ours, theirs, without) = (new ConversionEvent(), new ConversionEvent(), new ConversionEvent());
        var request = TestSource.Request("{}"u8, ("Sec-GPC", "1"));

        shop.Complete([ours], request);
        platform.Complete([theirs], request);
        shop.Complete([without], TestSource.Request("{}"u8, ("Sec-GPC", "0")));

        Assert.Equal("1", ours.Signals![ConsentSignal.Gpc]);
        Assert.Null(theirs.Signals);
        Assert.Null(without.Signals);
        Assert.Same(rules, ours.Rules);
    }

    [Theory]
    [InlineData("Shopify", "X-Shopify-Topic", "orders/paid", """{"id":1,"note_attributes":[{"name":"Consent_GPC","value":"1"}]}""")]
    [InlineData("Shopify", "X-Shopify-Topic", "checkouts/create", """{"token":"t","note_attributes":[{"name":"consent_us_privacy","value":"1YYN"}]}""")]
    [InlineData("WooCommerce", "X-WC-Webhook-Topic", "order.updated",
        """{"id":1,"status":"processing","date_paid_gmt":"2026-01-23T12:34:56","meta_data":[{"key":"_consent_gcs","value":"G100"}]}""")]
    [InlineData("Segment", "X-Any", "", """{"type":"track","event":"Order Completed","context":{"consent":{"gpc":true}}}""")]
    [InlineData("Segment", "X-Any", "", """{"type":"track","event":"Order Completed","context":{"consent":{"marketing":false}}}""")]
    [InlineData("Segment", "X-Any", "", """{"type":"track","event":"Order Completed","context":{"consent":{"gpp":"DBABLA~BVVZAAAA","gpp_sid":[7]}}}""")]
    public void Every_kind_of_source_has_a_place_for_signals(string kind, string header, string topic, string body)
    {
        var reading = TestSource.Create(kind).Read(TestSource.Request(System.Text.Encoding.UTF8.GetBytes(body), (header, topic)));

        var @event = Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items);
        Assert.Equal(MarketingConsent.Denied, ConsentVerdict.Of(@event, new(), []).Consent);
    }

    [Theory]
    [InlineData("""{"gcs":"G111","gcs":"G100"}""")]
    [InlineData("""{"gpc":false,"gpc":true}""")]
    public void A_signal_that_is_told_twice_opts_nobody_in(string consent)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("consent", """{"marketing":null}""").Replace("""{"marketing":null}""", consent, StringComparison.Ordinal), OptsIn).Facts;

        Assert.True(facts.OptOutTargeting);
        Assert.Contains(facts.Dropped, drop => drop.Code == DropCodes.ConsentSignalUnreadable);
    }

    [Theory]
    [InlineData("G111", "G111", MarketingConsent.Granted, false)]
    [InlineData("G111", "G100", MarketingConsent.Unknown, true)]
    public void Note_attributes_that_contradict_each_other_are_unreadable(string one, string other, MarketingConsent expected, bool hasUnreadable)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"id":1,"note_attributes":[{"name":"consent_gcs","value":"{{one}}"},{"name":"Consent_GCS","value":"{{other}}"}]}""");
        var reading = TestSource.Create("Shopify").Read(TestSource.Request(body, ("X-Shopify-Topic", "orders/paid")));

        var verdict = ConsentVerdict.Of(Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items), new(), []);

        Assert.Equal((expected, hasUnreadable), (verdict.Consent, verdict.HasUnreadable));
    }

    [Fact]
    public void Segments_members_that_are_not_known_and_signals_of_another_type_are_told()
    {
        const string Body = """
            {"type":"track","event":"Order Completed","context":{"consent":{"tc_string":"CP","tcf":{"a":1},"categoryPreferences":{"C0002":true}}}}
            """;
        var reading = TestSource.Create("Segment").Read(TestSource.Request(System.Text.Encoding.UTF8.GetBytes(Body)));

        var @event = Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items);
        List<DroppedField> dropped = [.. @event.SourceDrops];
        Assert.True(ConsentVerdict.Of(@event, new(), dropped).HasUnreadable);
        Assert.Equal([("consent.tc_string", DropCodes.ConsentMemberUnknown), ("consent.tcf", DropCodes.ConsentSignalUnreadable)], dropped.Select(drop => (drop.Field, drop.Code)));
    }

    /// <summary>Mutations of good strings, and texts that are none, in every place. Nothing throws, and what is read is one of three answers.</summary>
    [Fact]
    public void A_hundred_thousand_broken_strings_never_throw()
    {
        const int Count = 100_000;
        const string Any = "ABCDEFabcdefghijklmnopqrstuvwxyz0123456789-_.~=+/ \0é\uD800";
        var random = new Random(20261130);
        string[] good =
        [
            Tcf(AllPurposes, [1, Vendor], disclosed: [Vendor], publisher: true), Tcf([1, 3], [5, 900], ranges: true, restrictions: [(4, 0, Vendor), (7, 2, 10)]),
            Gpp((2, Tcf(AllPurposes)), (5, Canada([1], [2])), (6, "1YNN"), (7, Us(2, "11111122200000000", gpc: true)), (8, Us(1, "11122000000000")), (24, Us(1, "11111220"))),
            "1YNN", "G111", "13r3r3r2r5", "true", "7,8",
        ];
        var policy = new ConsentPolicy { TcfVendor = Vendor };
        var seen = new HashSet<MarketingConsent>();
        for (var i = 0; i < Count; i++)
        {
            var text = good[random.Next(good.Length)].ToCharArray().ToList();
            for (var change = random.Next(4); change > 0 && text.Count > 0; change--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0:
                        text[at] = Any[random.Next(Any.Length)];
                        break;
                    case 1:
                        text.RemoveRange(at, random.Next(text.Count - at));
                        break;
                    case 2:
                        text.Insert(at, Any[random.Next(Any.Length)]);
                        break;
                    default:
                        text.AddRange(text.Take(at).ToArray());
                        break;
                }
            }

            var @event = new ConversionEvent { Signals = new ConsentSignals() };
            foreach (var signal in Enum.GetValues<ConsentSignal>())
                @event.Signals[signal] = signal == ConsentSignal.GppSid && random.Next(2) == 0 ? null : new string([.. text]);

            seen.Add(ConsentVerdict.Of(@event, policy, []).Consent);
        }

        Assert.Equal(Enum.GetValues<MarketingConsent>(), seen.Order());
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void What_is_longer_than_any_string_is_unreadable(int length)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("consent", $$"""{"tcf":"{{new string('C', length)}}","gpp":"{{string.Join('~', new int[length / 2])}}"}""")).Facts;

        Assert.Equal(["consent.gpp", "consent.tcf"], facts.Dropped.Select(drop => drop.Field));
    }
}
