using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Offline;

namespace SpotifyCapiFunctions.Tests.Ingestion;

/// <summary>Rules of the settings on their way to events: which count, for how much, and whose consent is known.</summary>
public sealed class RulesTests
{
    private const string Staff = "boss@shop.example";

    private static readonly (string, string?)[] Rules =
    [
        ("Destinations__main__Exclude__staff__Email", Staff),
        ("Sources__shop__Exclude__renewals__Channel", "subscription*"),
        ("Sources__shop__Value", "NetOfTax"),
        ("Ingest__ValueFactor", "0.5"),
        ("Destinations__main__TcfPurposes", "1,4"),
        ("Destinations__main__TcfVendor", "755"),
        ("Destinations__main__UsNotOptedOut", "Granted"),
    ];

    [Fact]
    public void Settings_are_read_for_each_section_of_their_own()
    {
        var settings = Configured.Load([.. Rules, ("Sources__till__Kind", "OfflineFile"), ("Sources__till__LeadValue", "Drop")]);

        Assert.Empty(settings.Unused);
        var main = settings.Destinations["main"];
        Assert.Equal(["staff"], main.Exclude.Names);
        Assert.Equal([1, 4], main.Consent.TcfPurposes);
        Assert.Equal((755, UsNotOptedOut.Granted), (main.Consent.TcfVendor, main.Consent.UsNotOptedOut));
        Assert.Equal((ValueRule.NetOfTax, 1m), (settings.Sources["shop"].Rules.Value, settings.Sources["shop"].Rules.ValueFactor));
        Assert.Equal(["renewals"], settings.Sources["shop"].Rules.Exclude.Names);
        Assert.Equal(LeadValue.Drop, settings.FileSources["till"].Rules.LeadValue);
        Assert.Equal(0.5m, settings.Ingest.Rules.ValueFactor);
    }

    [Theory]
    [InlineData("Destinations__main__TcfPurposes", "12")]
    [InlineData("Destinations__main__TcfPurposes", "one")]
    [InlineData("Destinations__main__TcfVendor", "65536")]
    [InlineData("Destinations__main__UsNotOptedOut", "Maybe")]
    [InlineData("Destinations__main__Exclude__staff__Email", "nobody")]
    [InlineData("Sources__shop__Exclude__staff__Ip", "300.0.0.1")]
    [InlineData("Sources__shop__Value", "Gross")]
    [InlineData("Ingest__ValueFactor", "101")]
    [InlineData("Ingest__Exclude__a__Typo", "anything")]
    public void Wrong_setting_stops_the_start(string name, string value) => Configured.IsRefused(name, value);

    [Fact]
    public async Task Excluded_events_are_ignored_by_the_rule_and_the_figures_add_up()
    {
        var settings = Configured.Load(Rules);
        var log = new FakeLogger<EventIntake>();
        var intake = Intakes.Create(settings, new RecordedEnvelopes(), log);
        ConversionEvent[] events =
        [
            .. Enumerable.Range(0, 40).Select(i => Intakes.Purchase($"order-{i}", order =>
            {
                order.Rules = settings.Sources["shop"].Rules;
                order.Order = new OrderDetails { Channel = i % 4 == 0 ? "subscription_contract" : "web" };
                if (i % 4 == 1)
                    order.User.Emails[0] = new(Staff.ToUpperInvariant());
            })),
        ];

        var report = await intake.TakeAsync(events, settings.Destinations["main"], "shop", null, CancellationToken.None);

        Assert.Equal((20, 20, 0), (report.Count(IntakeStatus.Accepted), report.Count(IntakeStatus.Ignored), report.Count(IntakeStatus.Rejected)));
        Assert.Equal(
            [("excluded:renewals", 10), ("excluded:staff", 10)],
            report.Results.Where(result => result.Status == IntakeStatus.Ignored).CountBy(result => result.Reason!).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.NotEmpty(log.Entries());
        Assert.All(log.Entries(), entry => Assert.DoesNotContain("shop.example", entry.Text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("shop.example", settings.Destinations["main"].ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("shop.example", JsonSerializer.Serialize(settings.Destinations["main"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Rows_of_a_file_have_the_same_details_and_signals()
    {
        const string File =
            "event_time,email,order_id,value,currency,Channel,Tags,Payment Method,New Customer,Taxes,Shipping,Shipping Tax,Subtotal,GPC,us_privacy,consent.gpp_sid\n"
            + "2026-05-31T12:00:00Z,jane.doe@example.com,1,119.00,EUR,shopify_draft_order,\"a, b\",cod,no,19.00,5,0.95,95,1,1YYN,\"7,8\"\n"
            + "2026-05-31T12:00:00Z,jane.doe@example.com,2,119.00,EUR,,,,,some,,,,,,\n";
        var opening = await FileRows.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(File)), new OfflineFileOptions(), false, default);
        var rows = Assert.IsType<FileOpening.Opened>(opening).Rows;

        Assert.True(await rows.ReadAsync(default));
        var told = Assert.IsType<FileRow.Conversion>(rows.Current).Event;
        Assert.True(await rows.ReadAsync(default));
        var bare = Assert.IsType<FileRow.Conversion>(rows.Current).Event;

        var order = told.Order!;
        Assert.Equal(("shopify_draft_order", false, 19m, 5m, 95m), (order.Channel, order.IsNewCustomer, order.Tax, order.Shipping, order.Subtotal));
        Assert.Equal(0.95m, order.ShippingTax);
        Assert.Equal(["a", "b", "cod"], order.Tags.Concat(order.Payments));
        Assert.Equal(["1", "1YYN", "7,8"], new[] { ConsentSignal.Gpc, ConsentSignal.UsPrivacy, ConsentSignal.GppSid }.Select(signal => told.Signals![signal]));
        Assert.Null(bare.Signals);
        Assert.Null(bare.Order!.Tax);
        Assert.Empty(bare.ReadErrors);
    }
}
