using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using static SpotifyCapi.Tests.Validation.ConsentStrings;

namespace SpotifyCapi.Tests.Validation;

/// <summary>What consent strings mean, by a table; the strings are made by <see cref="ConsentStrings"/>.</summary>
public sealed class ConsentTableTests
{
    private const string Granted = "granted";
    private const string Denied = "denied";
    private const string Unknown = "unknown";
    private const string Unreadable = "unreadable";

    private static readonly int[] Needed = [1, 3, 4, 7];
    private static readonly ConsentPolicy WithVendor = new() { TcfVendor = Vendor };
    private static readonly ConsentPolicy OnlyFour = new() { TcfPurposes = [4] };
    private static readonly ConsentPolicy OnlyOne = new() { TcfPurposes = [1] };
    private static readonly ConsentPolicy UsGrants = new() { UsNotOptedOut = UsNotOptedOut.Granted };

    // Notices given, nothing refused, no sensitive data: the fields up to the opt-outs and some behind them.
    private const string NationalIn = "111111" + "222" + "0000000000000000" + "000" + "0" + "111";
    private const string StateIn = "111" + "22" + "00000000" + "0" + "111";

    private static readonly (string Name, ConsentSignal Signal, string Text, ConsentPolicy? Policy, string Expected)[] Table =
    [
        ("TCF, all purposes", ConsentSignal.Tcf, Tcf(AllPurposes), null, Granted),
        ("TCF 2.2 policy", ConsentSignal.Tcf, Tcf(AllPurposes, policy: 4), null, Granted),
        ("TCF, exactly the needed purposes", ConsentSignal.Tcf, Tcf(Needed), null, Granted),
        ("TCF, nothing", ConsentSignal.Tcf, Tcf([]), null, Denied),
        ("TCF without storage", ConsentSignal.Tcf, Tcf([3, 4, 7]), null, Denied),
        ("TCF without profiles", ConsentSignal.Tcf, Tcf([1, 4, 7]), null, Denied),
        ("TCF without personalised ads", ConsentSignal.Tcf, Tcf([1, 2, 3, 5, 6, 7, 8, 9, 10, 11]), null, Denied),
        ("TCF without measurement", ConsentSignal.Tcf, Tcf([1, 3, 4]), null, Denied),
        ("TCF, other purposes are asked for: yes", ConsentSignal.Tcf, Tcf([4]), OnlyFour, Granted),
        ("TCF, other purposes are asked for: no", ConsentSignal.Tcf, Tcf([1, 3, 7]), OnlyFour, Denied),
        ("TCF, storage was not asked for", ConsentSignal.Tcf, Tcf([3, 4, 7], storageUntold: true), null, Granted),
        ("TCF, storage was not asked for and nothing else is needed", ConsentSignal.Tcf, Tcf([3], storageUntold: true), OnlyOne, Unknown),
        ("TCF, vendor as a bit", ConsentSignal.Tcf, Tcf(AllPurposes, [1, Vendor]), WithVendor, Granted),
        ("TCF, vendor in a range", ConsentSignal.Tcf, Tcf(AllPurposes, [1, Vendor, 900], ranges: true), WithVendor, Granted),
        ("TCF, another vendor as a bit", ConsentSignal.Tcf, Tcf(AllPurposes, [1, 754, 756]), WithVendor, Denied),
        ("TCF, another vendor in a range", ConsentSignal.Tcf, Tcf(AllPurposes, [754, 756], ranges: true), WithVendor, Denied),
        ("TCF, no vendor", ConsentSignal.Tcf, Tcf(AllPurposes), WithVendor, Denied),
        ("TCF, vendor yes and purposes no", ConsentSignal.Tcf, Tcf([1], [Vendor]), WithVendor, Denied),
        ("TCF 2.3, vendor was shown and allowed", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], disclosed: [1, Vendor]), WithVendor, Granted),
        ("TCF 2.3, vendor was shown and refused", ConsentSignal.Tcf, Tcf(AllPurposes, [1], disclosed: [1, Vendor]), WithVendor, Denied),
        ("TCF 2.3, vendor was not shown", ConsentSignal.Tcf, Tcf(AllPurposes, [1], disclosed: [1, 2]), WithVendor, Unknown),
        ("TCF 2.3, list of shown vendors in ranges", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], ranges: true, disclosed: [Vendor]), WithVendor, Granted),
        ("TCF with the publisher's segment", ConsentSignal.Tcf, Tcf(AllPurposes, publisher: true), null, Granted),
        ("TCF with all segments", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], disclosed: [Vendor], publisher: true), WithVendor, Granted),
        ("TCF, publisher forbids the vendor a purpose", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], restrictions: [(4, 0, Vendor)]), WithVendor, Denied),
        ("TCF, publisher demands consent", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], restrictions: [(4, 1, Vendor)]), WithVendor, Granted),
        ("TCF, publisher demands legitimate interest", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], restrictions: [(7, 2, Vendor)]), WithVendor, Denied),
        ("TCF, publisher restricts another vendor", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], restrictions: [(4, 0, 100)]), WithVendor, Granted),
        ("TCF, publisher restricts another purpose", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor], restrictions: [(9, 0, Vendor)]), WithVendor, Granted),
        ("TCF 1.1", ConsentSignal.Tcf, Tcf(AllPurposes, version: 1), null, Unreadable),
        ("TCF of the future", ConsentSignal.Tcf, Tcf(AllPurposes, version: 3), null, Unreadable),
        ("TCF cut in its purposes", ConsentSignal.Tcf, Tcf(AllPurposes)[..27], null, Unreadable),
        ("TCF cut in its vendors", ConsentSignal.Tcf, Tcf(AllPurposes, [Vendor])[..60], null, Unreadable),
        ("TCF cut before its restrictions", ConsentSignal.Tcf, Tcf(AllPurposes)[..^2], null, Unreadable),
        ("TCF with a character of no alphabet", ConsentSignal.Tcf, "C!" + Tcf(AllPurposes)[2..], null, Unreadable),
        ("TCF with a cut list of shown vendors", ConsentSignal.Tcf, Tcf(AllPurposes) + ".I", null, Unreadable),
        ("TCF that is a word", ConsentSignal.Tcf, "undefined", null, Unreadable),
        ("TCF with padding", ConsentSignal.Tcf, Tcf(AllPurposes) + "==", null, Granted),
        ("GPP with an embedded TCF, yes", ConsentSignal.Gpp, Gpp((2, Tcf(AllPurposes))), null, Granted),
        ("GPP with an embedded TCF, no", ConsentSignal.Gpp, Gpp((2, Tcf([1]))), null, Denied),
        ("GPP with an embedded TCF, vendor shown in 2.3", ConsentSignal.Gpp, Gpp((2, Tcf(AllPurposes, [Vendor], disclosed: [Vendor]))), WithVendor, Granted),
        ("GPP, Canada, express", ConsentSignal.Gpp, Gpp((5, Canada(AllPurposes, []))), null, Granted),
        ("GPP, Canada, implied", ConsentSignal.Gpp, Gpp((5, Canada([1], AllPurposes))), null, Unknown),
        ("GPP, Canada, nothing", ConsentSignal.Gpp, Gpp((5, Canada([], [1]))), null, Denied),
        ("GPP, national, nothing refused", ConsentSignal.Gpp, Gpp((7, Us(2, NationalIn))), null, Unknown),
        ("GPP, national, nothing refused, and that is consent", ConsentSignal.Gpp, Gpp((7, Us(2, NationalIn))), UsGrants, Granted),
        ("GPP, national version 1", ConsentSignal.Gpp, Gpp((7, Us(1, "111111222" + "000000000000" + "00" + "0" + "111"))), UsGrants, Granted),
        ("GPP, national, sale refused", ConsentSignal.Gpp, Gpp((7, Us(2, "111111122" + "00000000"))), UsGrants, Denied),
        ("GPP, national, sharing refused", ConsentSignal.Gpp, Gpp((7, Us(2, "111111212" + "00000000"))), UsGrants, Denied),
        ("GPP, national, targeting refused", ConsentSignal.Gpp, Gpp((7, Us(2, "111111221" + "00000000"))), UsGrants, Denied),
        ("GPP, national, nothing applies", ConsentSignal.Gpp, Gpp((7, Us(2, "000000000" + "00000000"))), UsGrants, Unknown),
        ("GPP, national, no notice", ConsentSignal.Gpp, Gpp((7, Us(2, "222222222" + "00000000"))), UsGrants, Unknown),
        ("GPP, national, GPC in its segment", ConsentSignal.Gpp, Gpp((7, Us(2, NationalIn, gpc: true))), UsGrants, Denied),
        ("GPP, national, no GPC in its segment", ConsentSignal.Gpp, Gpp((7, Us(2, NationalIn, gpc: false))), UsGrants, Granted),
        ("GPP, national of the future", ConsentSignal.Gpp, Gpp((7, Us(3, NationalIn))), UsGrants, Unreadable),
        ("GPP, national with an invalid field", ConsentSignal.Gpp, Gpp((7, Us(2, "111111322" + "00000000"))), UsGrants, Unreadable),
        ("GPP, California, sharing refused", ConsentSignal.Gpp, Gpp((8, Us(1, "11121" + "000000000"))), UsGrants, Denied),
        ("GPP, California, nothing refused", ConsentSignal.Gpp, Gpp((8, Us(1, "11122" + "000000000"))), UsGrants, Granted),
        ("GPP, Virginia, sale refused", ConsentSignal.Gpp, Gpp((9, Us(1, "11112" + "00000000"))), UsGrants, Denied),
        ("GPP, Colorado, targeting refused", ConsentSignal.Gpp, Gpp((10, Us(1, "11121" + "0000000"))), UsGrants, Denied),
        ("GPP, Utah, nothing refused", ConsentSignal.Gpp, Gpp((11, Us(1, "111122" + "00000000"))), UsGrants, Granted),
        ("GPP, Utah, targeting refused", ConsentSignal.Gpp, Gpp((11, Us(1, "111121" + "00000000"))), UsGrants, Denied),
        ("GPP, Connecticut", ConsentSignal.Gpp, Gpp((12, Us(1, StateIn))), UsGrants, Granted),
        ("GPP, Texas, targeting refused", ConsentSignal.Gpp, Gpp((16, Us(1, "11121" + "00000000"))), UsGrants, Denied),
        ("GPP, Iowa, sale refused", ConsentSignal.Gpp, Gpp((18, Us(1, "111112" + "00000000"))), UsGrants, Denied),
        ("GPP, Minnesota", ConsentSignal.Gpp, Gpp((23, Us(1, StateIn))), UsGrants, Granted),
        ("GPP, Maryland, targeting refused", ConsentSignal.Gpp, Gpp((24, Us(1, "1111121" + "0"))), UsGrants, Denied),
        ("GPP, Rhode Island", ConsentSignal.Gpp, Gpp((27, Us(1, "1111122" + "00"))), UsGrants, Granted),
        ("GPP with a US Privacy string", ConsentSignal.Gpp, Gpp((6, "1YYN")), null, Denied),
        ("GPP, one state refuses and the other not", ConsentSignal.Gpp, Gpp((8, Us(1, "11122" + "000000000")), (16, Us(1, "11121" + "00000000"))), UsGrants, Denied),
        ("GPP, unknown section", ConsentSignal.Gpp, Gpp((63, "BAAA")), null, Unreadable),
        ("GPP, unknown section beside a refusal", ConsentSignal.Gpp, Gpp((7, Us(2, "111111122" + "00")), (63, "BAAA")), null, Denied),
        ("GPP of IAB's SDK, national, sale refused", ConsentSignal.Gpp, "DBABLA~CAAQAAAAAABA.QA", null, Denied),
        ("GPP of IAB's SDK, Virginia, sale refused", ConsentSignal.Gpp, "DBABRg~BAQAABA", null, Denied),
        ("GPP of IAB's SDK, national, the browser's signal alone", ConsentSignal.Gpp, "DBABLA~CAAAAAAAAABA.YA", null, Denied),
        ("GPP of IAB's SDK, national, nothing but its transaction covered", ConsentSignal.Gpp, "DBABLA~CAAAAAAAAABA.QA", UsGrants, Unknown),
        ("GPP without sections", ConsentSignal.Gpp, Gpp(), null, Unknown),
        ("GPP with a section less than its header says", ConsentSignal.Gpp, Gpp((6, "1YNN"), (7, Us(2, NationalIn))).Split('~')[0] + "~1YNN", null, Unreadable),
        ("GPP without its header", ConsentSignal.Gpp, Us(2, NationalIn), null, Unreadable),
        ("GPP of another version", ConsentSignal.Gpp, "DC" + Gpp((6, "1YYN"))[2..], null, Unreadable),
        ("US Privacy, refused", ConsentSignal.UsPrivacy, "1YYN", UsGrants, Denied),
        ("US Privacy, refused without notice", ConsentSignal.UsPrivacy, "1-Y-", null, Denied),
        ("US Privacy, not refused", ConsentSignal.UsPrivacy, "1YNN", null, Unknown),
        ("US Privacy, not refused, and that is consent", ConsentSignal.UsPrivacy, "1ynn", UsGrants, Granted),
        ("US Privacy, not refused without notice", ConsentSignal.UsPrivacy, "1NNN", UsGrants, Unknown),
        ("US Privacy, does not apply", ConsentSignal.UsPrivacy, "1---", UsGrants, Unknown),
        ("US Privacy of another version", ConsentSignal.UsPrivacy, "2YNN", null, Unreadable),
        ("US Privacy, too long", ConsentSignal.UsPrivacy, "1YNNN", null, Unreadable),
        ("US Privacy, other letters", ConsentSignal.UsPrivacy, "1XXX", null, Unreadable),
        ("GPC", ConsentSignal.Gpc, "1", null, Denied),
        ("GPC, as a word", ConsentSignal.Gpc, "true", null, Denied),
        ("GPC is off, which is no consent", ConsentSignal.Gpc, "0", null, Unknown),
        ("GPC, another word", ConsentSignal.Gpc, "maybe", null, Unreadable),
        ("gcs, both granted", ConsentSignal.Gcs, "G111", null, Granted),
        ("gcs, advertising only", ConsentSignal.Gcs, "G110", null, Granted),
        ("gcs, analytics only", ConsentSignal.Gcs, "G101", null, Denied),
        ("gcs, nothing", ConsentSignal.Gcs, "G100", null, Denied),
        ("gcs, not told", ConsentSignal.Gcs, "G1--", null, Unknown),
        ("gcs, another form", ConsentSignal.Gcs, "111", null, Unreadable),
        ("gcd, granted after a refusal by default", ConsentSignal.Gcd, "13r3r3r2r5", null, Granted),
        ("gcd, granted with later entries", ConsentSignal.Gcd, "11v1v1v1v1l1", null, Granted),
        ("gcd, refused by default", ConsentSignal.Gcd, "11p1p1p1p5", null, Denied),
        ("gcd, personalisation refused", ConsentSignal.Gcd, "13r3r3r3q5", null, Denied),
        ("gcd, only analytics refused", ConsentSignal.Gcd, "13r3q3r3r5", null, Granted),
        ("gcd, one not told", ConsentSignal.Gcd, "13r3r3r3l5", null, Unknown),
        ("gcd, nothing told", ConsentSignal.Gcd, "11l1l1l1l1", null, Unknown),
        ("gcd, a letter of no meaning", ConsentSignal.Gcd, "11z1z1z1z5", null, Unreadable),
        ("gcd, cut", ConsentSignal.Gcd, "11t1t1", null, Unreadable),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Fact]
    public void The_table_has_strings_enough_of_every_kind() => Assert.True(Table.Length >= 60 && Table.Select(row => row.Signal).Distinct().Count() == 6);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_string_means_what_the_table_says(string name)
    {
        var (_, signal, text, policy, expected) = Assert.Single(Table, row => row.Name == name);
        var (verdict, dropped) = Verdict(policy ?? new ConsentPolicy(), MarketingConsent.Unknown, (signal, text));

        var field = $"consent.{ConsentSignals.Names[(int)signal]}";
        Assert.Equal(expected == Unreadable ? [new DroppedField(field, DropCodes.ConsentSignalUnreadable)] : [], dropped);
        Assert.Equal(expected == Unreadable ? Unknown : expected, verdict.Consent.ToString().ToLowerInvariant());
        Assert.Equal(expected is Granted or Denied ? ConsentSignals.Names[(int)signal] : null, verdict.Signal);
        Assert.Equal(expected == Unreadable, verdict.HasUnreadable);
    }

    [Theory]
    [InlineData("7", Denied)]
    [InlineData("2", Granted)]
    [InlineData("2,7", Denied)]
    [InlineData("2_7", Denied)]
    [InlineData("[2, 7]", Denied)]
    [InlineData("-1", Unknown)]
    [InlineData("0", Unknown)]
    [InlineData("9", Unknown)]
    [InlineData("seven", Denied)]
    public void Only_sections_in_force_count(string inForce, string expected)
    {
        var gpp = Gpp((2, Tcf(AllPurposes)), (7, Us(2, "111111122" + "00")));

        var (verdict, dropped) = Verdict(new ConsentPolicy(), MarketingConsent.Unknown, (ConsentSignal.Gpp, gpp), (ConsentSignal.GppSid, inForce));

        Assert.Equal(expected, verdict.Consent.ToString().ToLowerInvariant());
        Assert.Equal(inForce == "seven", dropped.Count == 1);
    }

    [Fact]
    public void A_header_may_name_its_sections_in_ranges()
    {
        // Sections 8 to 10, as the specification's third example writes 5 to 6.
        var header = new ConsentBits().Int(3, 6).Int(1, 6).Int(1, 12).Int(1, 1).Fibonacci(8).Fibonacci(2).ToString();

        var (verdict, _) = Verdict(
            new ConsentPolicy(), MarketingConsent.Unknown, (ConsentSignal.Gpp, $"{header}~{Us(1, "11122000000000")}~{Us(1, StateIn)}~{Us(1, "11112" + "0000000")}"));

        Assert.Equal(MarketingConsent.Denied, verdict.Consent);
    }

    [Theory]
    [InlineData("DBABM", new[] { 2 })]
    [InlineData("DBACNY", new[] { 2, 6 })]
    public void The_encoder_writes_the_headers_of_the_specification(string header, int[] sections) =>
        Assert.Equal(header, Gpp([.. sections.Select(id => (id, string.Empty))]).Split('~')[0]);

    [Theory]
    [InlineData(MarketingConsent.Granted, null, null, null, MarketingConsent.Granted, null)]
    [InlineData(MarketingConsent.Granted, "1", null, null, MarketingConsent.Denied, "gpc")]
    [InlineData(MarketingConsent.Granted, null, "1YYN", null, MarketingConsent.Denied, "us_privacy")]
    [InlineData(MarketingConsent.Granted, null, null, "G100", MarketingConsent.Denied, "gcs")]
    [InlineData(MarketingConsent.Granted, null, "?", null, MarketingConsent.Granted, null)]
    [InlineData(MarketingConsent.Denied, null, null, "G111", MarketingConsent.Denied, null)]
    [InlineData(MarketingConsent.Denied, "1", null, null, MarketingConsent.Denied, null)]
    [InlineData(MarketingConsent.Unknown, "1", "1YYN", "G100", MarketingConsent.Denied, "gpc")]
    [InlineData(MarketingConsent.Unknown, "0", null, "G111", MarketingConsent.Granted, "gcs")]
    [InlineData(MarketingConsent.Unknown, null, "1YYN", "G111", MarketingConsent.Denied, "us_privacy")]
    [InlineData(MarketingConsent.Unknown, null, "?", "G111", MarketingConsent.Granted, "gcs")]
    [InlineData(MarketingConsent.Unknown, null, "1---", null, MarketingConsent.Unknown, null)]
    public void Any_refusal_wins_and_else_the_first_yes(
        MarketingConsent said, string? gpc, string? usPrivacy, string? gcs, MarketingConsent expected, string? decidedBy)
    {
        var (verdict, _) = Verdict(new ConsentPolicy(), said, (ConsentSignal.Gpc, gpc), (ConsentSignal.UsPrivacy, usPrivacy), (ConsentSignal.Gcs, gcs));

        Assert.Equal((expected, decidedBy), (verdict.Consent, verdict.Signal));
    }

    [Fact]
    public void Of_gpp_tcf_and_google_the_first_yes_decides()
    {
        var all = Tcf(AllPurposes);

        Assert.Equal("gpp", Verdict(new(), MarketingConsent.Unknown, (ConsentSignal.Gpp, Gpp((2, all))), (ConsentSignal.Tcf, all), (ConsentSignal.Gcs, "G111")).Verdict.Signal);
        Assert.Equal("tcf", Verdict(new(), MarketingConsent.Unknown, (ConsentSignal.Tcf, all), (ConsentSignal.Gcd, "13r3r3r2r5")).Verdict.Signal);
        Assert.Equal("gcs", Verdict(new(), MarketingConsent.Unknown, (ConsentSignal.Gcs, "G111"), (ConsentSignal.Gcd, "13r3r3r2r5")).Verdict.Signal);
    }

    private static (ConsentVerdict Verdict, List<DroppedField> Dropped) Verdict(
        ConsentPolicy policy, MarketingConsent said, params (ConsentSignal Signal, string? Text)[] signals)
    {
        var @event = new ConversionEvent { Consent = said, Signals = new ConsentSignals() };
        foreach (var (signal, text) in signals)
            @event.Signals[signal] = text;

        var dropped = new List<DroppedField>();
        return (ConsentVerdict.Of(@event, policy, dropped), dropped);
    }
}
