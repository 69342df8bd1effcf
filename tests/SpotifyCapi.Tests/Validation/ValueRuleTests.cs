using System.Globalization;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Validation;

/// <summary>For how much an event counts: orders of each platform under each rule, and the arithmetic.</summary>
public sealed class ValueRuleTests
{
    private static readonly EventValidator Validator = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 24, 12, 0, 0, TimeSpan.Zero)));

    private static readonly IReadOnlyDictionary<string, FixtureCase> Orders =
        FixtureCase.In(Path.Combine(AppContext.BaseDirectory, "Validation", "Fixtures", "value.txt")).ToDictionary(order => order.Name);

    public static TheoryData<string> Names => [.. Orders.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_means_the_same_for_every_platform(string name)
    {
        var order = Orders[name];
        var facts = Enum.GetValues<ValueRule>().Select(rule => (rule, Facts: Decide(order, new SourceRules { Value = rule }))).ToArray();

        Assert.Equal(order.Texts["amounts"], string.Join('\n', facts.Select(pair =>
            $"{pair.rule}: {Amount(pair.Facts)}{string.Concat(pair.Facts.Dropped.Where(drop => drop.Field == "value").Select(drop => " " + drop.Code))}")));
        if (order.Texts.TryGetValue("steps", out var steps))
            Assert.Equal(steps, string.Join('\n', facts.Select(pair => $"{pair.rule}: {pair.Facts.AmountSteps}")));
    }

    [Theory]
    [InlineData("10", "0.5", "USD", "5", "10 × 0.5 = 5")]
    [InlineData("0.25", "0.5", "USD", "0.12", "0.25 × 0.5 = 0.12")]
    [InlineData("0.35", "0.5", "USD", "0.18", "0.35 × 0.5 = 0.18")]
    [InlineData("5", "0.1", "JPY", "0", "5 × 0.1 = 0")]
    [InlineData("15", "0.1", "JPY", "2", "15 × 0.1 = 2")]
    [InlineData("1.235", "0.1", "KWD", "0.124", "1.235 × 0.1 = 0.124")]
    [InlineData("10", "0", "USD", "0", "10 × 0 = 0")]
    [InlineData("79228162514264337593543950335", "100", "USD", "79228162514264337593543950335", null)]
    public void The_factor_is_rounded_half_to_even_at_the_currencys_digits(string told, string factor, string currency, string expected, string? steps)
    {
        var read = SampleEvent.Read(SampleEvent.With(("value", told), ("currency", $"\"{currency}\"")));
        read.Rules = new SourceRules { ValueFactor = decimal.Parse(factor, CultureInfo.InvariantCulture) };

        var facts = Accepted(read);

        Assert.Equal(expected, Amount(facts));
        Assert.Equal(steps, facts.AmountSteps);
    }

    [Theory]
    [InlineData("""{"tax":20}""", ValueRule.NetOfTax, "0", "(10 - tax 20, at least 0) × 0.5 = 0")]
    [InlineData("""{"tax":2,"shipping":1}""", ValueRule.NetOfBoth, "3.5", "(10 - tax 2 - shipping 1) × 0.5 = 3.5")]
    [InlineData("""{"tax":-5}""", ValueRule.NetOfTax, "5", "10 × 0.5 = 5")]
    [InlineData("""{"tax":1e27,"shipping":0}""", ValueRule.NetOfTax, "5", "10 × 0.5 = 5")]
    public void An_amount_is_never_negative_and_a_part_that_is_none_takes_nothing_off(string order, ValueRule rule, string expected, string steps)
    {
        var read = SampleEvent.Read(SampleEvent.With(("value", "10"), ("order", order)));
        read.Rules = new SourceRules { Value = rule, ValueFactor = 0.5m };

        var facts = Accepted(read);

        Assert.Equal((expected, steps), (Amount(facts), facts.AmountSteps));
    }

    [Theory]
    [InlineData("""{"tax":"much","shipping":{},"channel":["a"],"new_customer":"perhaps","tags":["a","b"],"payment":null}""", "order.tax order.shipping order.new_customer")]
    [InlineData("\"1\"", "order")]
    [InlineData("[1]", "order")]
    [InlineData("null", "")]
    public void A_detail_that_cannot_be_read_costs_no_conversion(string order, string dropped)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("order", order)).Facts;

        Assert.Equal(dropped, string.Join(' ', facts.Dropped.Select(drop => drop.Field)));
        Assert.All(facts.Dropped, drop => Assert.Equal(DropCodes.OrderDetailInvalid, drop.Code));
    }

    [Theory]
    [InlineData("LEAD", LeadValue.Drop, false)]
    [InlineData("LEAD", LeadValue.Send, true)]
    [InlineData("SIGN_UP", LeadValue.Drop, true)]
    [InlineData("PURCHASE", LeadValue.Drop, true)]
    public void The_value_of_a_lead_is_left_out_where_the_source_says_so(string name, LeadValue rule, bool isSent)
    {
        var read = SampleEvent.Read(SampleEvent.With("event_name", $"\"{name}\""));
        read.Rules = new SourceRules { LeadValue = rule };

        var facts = Accepted(read);

        Assert.Equal(isSent, facts.Money is not null);
        Assert.Equal(isSent ? [] : [DropCodes.LeadValueDropped], facts.Dropped.Where(drop => drop.Field == "value").Select(drop => drop.Code));
    }

    [Fact]
    public void Wrong_settings_are_problems()
    {
        var problems = new List<SettingProblem>();
        SourceRules.Read(new SettingReader(
            "Sources__shop",
            new Dictionary<string, string> { ["Value"] = "Net", ["ValueFactor"] = "35%", ["LeadValue"] = "No" },
            problems));

        Assert.Equal(["Sources__shop__LeadValue", "Sources__shop__Value", "Sources__shop__ValueFactor"], problems.Select(problem => problem.Setting).Order());
    }

    [Theory]
    [InlineData(null, "25")]
    [InlineData("Total", "27.5")]
    [InlineData("NetOfBoth", "22.5")]
    public void Segments_own_choice_counts_as_long_as_the_common_one_is_not_made(string? value, string expected)
    {
        (string, string)[] settings = value is null ? [("Amount", "Revenue")] : [("Amount", "Revenue"), ("Value", value)];
        var order = Orders["segment, with a total"];
        var events = Assert.IsType<SourceReading.Events>(TestSource.Create("Segment", settings).Read(TestSource.Request(Encoding.UTF8.GetBytes(order.Texts["body"])))).Items;
        events[0].Rules = new SourceRules { Value = Enum.Parse<ValueRule>(value ?? "Total") };

        Assert.Equal(expected, Amount(Accepted(events[0])));
    }

    private static EventFacts Decide(FixtureCase order, SourceRules rules)
    {
        var kind = order.Settings.Single(setting => setting.Name == "Kind").Value;
        var source = TestSource.Create(kind, [.. order.Settings.Where(setting => setting.Name != "Kind")]);
        var reading = source.Read(TestSource.Request(Encoding.UTF8.GetBytes(order.Texts["body"]), order.Headers));
        var @event = Assert.Single(Assert.IsType<SourceReading.Events>(reading).Items);
        @event.Rules = rules;
        return Accepted(@event);
    }

    private static EventFacts Accepted(ConversionEvent @event)
    {
        var decision = Validator.Validate(@event, TestDestinations.Direct with { FutureTolerance = TimeSpan.FromDays(3650) });
        return Assert.IsType<EventDecision.Accepted>(decision).Event.Facts;
    }

    private static string Amount(EventFacts facts) => facts.Money!.Value.Amount.ToString(CultureInfo.InvariantCulture);
}
