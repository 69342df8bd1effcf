using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Settings;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Events;

/// <summary>Which events do not count.</summary>
public sealed class ExclusionsTests
{
    private const string Email = "jane.doe@example.com";

    private static readonly EventValidator Validator = new(new FakeTimeProvider(SampleEvent.Now));

    [Fact]
    public void A_hundred_mixed_orders_against_nine_rules_give_exact_counts()
    {
        var rules = Rules(
            ("staff:Email", "boss@shop.example, STAFF@shop.example"),
            ("partners:EmailDomain", "partner.example,*.agency.example"),
            ("office:Ip", "203.0.113.0/28"),
            ("renewals:SourceName", "subscription_contract*"),
            ("wholesale:Tag", "B2B"),
            ("cash:PaymentKind", "cod"),
            ("small:ValueBelow", "5"),
            ("abroad:Country", "CH,NO"),
            ("returning:NewCustomersOnly", "true"));
        Action<ConversionEvent>[] orders =
        [
            order => order.User.Emails[0] = new RawEmail(" Boss@Shop.example "),
            order => order.User.Emails[0] = new RawEmail("jo@eu.agency.example"),
            order => order.User.IpAddress = "203.0.113.15",
            order => order.Order!.Channel = "subscription_contract_checkout_one",
            order => order.Order!.Tags = ["vip", "b2b"],
            order => order.Order!.Payments = ["paypal", "COD"],
            order => order.Value = 4.99m,
            order => order.User.Country = "no",
            order => order.Order!.IsNewCustomer = false,
            _ => { },
        ];

        var reasons = Enumerable.Range(0, 100).Select(i =>
        {
            var order = Order(i);
            orders[i % orders.Length](order);
            return Decide(order, rules);
        }).CountBy(reason => reason ?? "counted").ToDictionary();

        Assert.Equal(
            ["counted", "excluded:abroad", "excluded:cash", "excluded:office", "excluded:partners", "excluded:renewals", "excluded:returning", "excluded:small", "excluded:staff", "excluded:wholesale"],
            reasons.Keys.Order(StringComparer.Ordinal));
        Assert.All(reasons.Values, count => Assert.Equal(10, count));
    }

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.77/24", "203.0.113.1", true)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7:443", true)]
    [InlineData("203.0.113.6/31", "203.0.113.7", true)]
    [InlineData("203.0.113.6/31", "203.0.113.8", false)]
    [InlineData("0.0.0.0/0", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "203.0.113.7", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true)]
    [InlineData("2001:db8::1/128", "[2001:db8::1]:443", true)]
    [InlineData("2001:db8::/127", "2001:db8::2", false)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.7", true)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "2001:db8::1", true)]
    [InlineData("203.0.113.0/24", "not an address", false)]
    [InlineData("203.0.113.0/24", null, false)]
    public void A_network_holds_the_addresses_that_it_should(string network, string? ip, bool isExcluded)
    {
        var order = Order(1);
        order.User.IpAddress = ip;

        Assert.Equal(isExcluded ? "excluded:office" : null, Decide(order, Rules(("office:Ip", network))));
    }

    [Theory]
    [InlineData("x:Email", Email, true)]
    [InlineData("x:Email", " JANE.DOE@EXAMPLE.COM ", true)]
    [InlineData("x:Email", "other@example.com", false)]
    [InlineData("x:EmailDomain", "example.com", true)]
    [InlineData("x:EmailDomain", "@Example.COM", true)]
    [InlineData("x:EmailDomain", "ample.com", false)]
    [InlineData("x:EmailDomain", "*.example.com", false)]
    [InlineData("x:Channel", "web", true)]
    [InlineData("x:CreatedVia", "WEB", true)]
    [InlineData("x:Channel", "we*", true)]
    [InlineData("x:Channel", "we", false)]
    [InlineData("x:Tag", "gift", true)]
    [InlineData("x:Tag", "gif", false)]
    [InlineData("x:PaymentKind", "visa", true)]
    [InlineData("x:ValueBelow", "50", true)]
    [InlineData("x:ValueBelow", "49.99", false)]
    [InlineData("x:ValueAbove", "49.98", true)]
    [InlineData("x:ValueAbove", "49.99", false)]
    [InlineData("x:Currency", "eur,usd", true)]
    [InlineData("x:Currency", "EUR", false)]
    [InlineData("x:Country", "us", true)]
    [InlineData("x:EventName", "Order Completed", true)]
    [InlineData("x:EventName", "purchase", true)]
    [InlineData("x:EventName", "LEAD", false)]
    [InlineData("x:NewCustomersOnly", "true", false)]
    public void A_condition_holds_or_not(string name, string value, bool isExcluded) =>
        Assert.Equal(isExcluded ? "excluded:x" : null, Decide(Order(1), Rules((name, value))));

    [Theory]
    [InlineData(null, "Keep", false)]
    [InlineData(null, "Exclude", true)]
    [InlineData(true, "Exclude", false)]
    [InlineData(false, "Keep", true)]
    public void Unknown_customers_are_new_or_not_by_the_setting(bool? isNew, string unknown, bool isExcluded)
    {
        var order = Order(1);
        order.Order!.IsNewCustomer = isNew;

        Assert.Equal(isExcluded ? "excluded:x" : null, Decide(order, Rules(("x:NewCustomersOnly", "true"), ("x:UnknownCustomer", unknown))));
    }

    [Theory]
    [InlineData("GB", "UK")]
    [InlineData("uk", "GB")]
    [InlineData("JP", "日本")]
    public void A_country_of_two_letters_may_have_another_code_or_be_a_name(string rule, string country) => Assert.Equal(
        "excluded:abroad", Decide(Order(1, order => order.User.Country = country), Rules(("abroad:Country", rule))));

    [Theory]
    [InlineData("CH", true)]
    [InlineData(" ch ", true)]
    [InlineData("CHE", true)]
    [InlineData("Switzerland", true)]
    [InlineData("Schweiz", true)]
    [InlineData("DE", false)]
    [InlineData("Nowhere", false)]
    [InlineData(null, false)]
    public void A_country_is_known_by_its_code_and_its_names(string? country, bool isExcluded) => Assert.Equal(
        isExcluded ? "excluded:abroad" : null, Decide(Order(1, order => order.User.Country = country), Rules(("abroad:Country", "CH"))));

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("\"New\"", true)]
    [InlineData("0", false)]
    [InlineData("\"returning\"", false)]
    [InlineData("\"perhaps\"", null)]
    public void Whether_a_customer_is_new_is_told_in_many_words(string json, bool? isNew)
    {
        var read = SampleEvent.Read(SampleEvent.With("order", $$"""{"new_customer":{{json}}}"""));

        Assert.Equal(isNew, read.Order!.IsNewCustomer);
        Assert.Equal(isNew is null ? 1 : 0, read.SourceDrops.Count);
    }

    [Fact]
    public void A_sign_up_is_of_no_customer_and_stays()
    {
        var signUp = Order(1);
        signUp.EventName = "SIGN_UP";

        Assert.Null(Decide(signUp, Rules(("x:NewCustomersOnly", "true"), ("x:UnknownCustomer", "Exclude"))));
    }

    [Fact]
    public void All_conditions_of_a_rule_must_hold_and_one_rule_is_enough()
    {
        var rules = Rules(("a:Currency", "USD"), ("a:ValueAbove", "100"), ("b:Country", "DE"), ("b:Tag", "gift"));

        Assert.Null(Decide(Order(1), rules));
        Assert.Equal("excluded:a", Decide(Order(1, order => order.Value = 100.01m), rules));
        Assert.Equal("excluded:b", Decide(Order(1, order => order.User.Country = "DE"), rules));
    }

    [Fact]
    public void A_hashed_address_is_compared_by_its_digest_in_events_and_rules()
    {
        var digest = Sha256Digest.Of(Email.AsSpan()).ToHex();
        var hashed = Order(1);
        hashed.User.Emails.Clear();
        hashed.User.HashedEmails.Add(digest.ToUpperInvariant());

        Assert.Equal("excluded:x", Decide(hashed, Rules(("x:Email", Email))));
        Assert.Equal("excluded:x", Decide(hashed, Rules(("x:Email", digest))));
        Assert.Equal("excluded:x", Decide(Order(1), Rules(("x:Email:0", "other@example.com"), ("x:Email:1", digest))));
        Assert.Null(Decide(hashed, Rules(("x:EmailDomain", "example.com"))));
    }

    [Fact]
    public void The_sources_rules_come_before_the_destinations()
    {
        var (mine, theirs) = (Rules(("mine:Currency", "USD")), Rules(("theirs:Country", "US")));
        var order = Order(1);
        order.Rules = new SourceRules { Exclude = mine };

        Assert.Equal("excluded:mine", Reason(Validator.Validate(order, TestDestinations.Direct with { Exclude = theirs })));
        Assert.Equal("excluded:theirs", Reason(Validator.Validate(Order(1), TestDestinations.Direct with { Exclude = theirs })));
    }

    [Fact]
    public void An_excluded_order_is_ignored_whatever_else_is_wrong_with_it()
    {
        var order = Order(1, order => order.EventTime = null);

        Assert.Equal("excluded:x", Decide(order, Rules(("x:Currency", "USD"))));
    }

    [Theory]
    [InlineData("x:Email", "no address", "Sources__shop__Exclude__x__Email")]
    [InlineData("x:EmailDomain", "jane@example.com", "Sources__shop__Exclude__x__EmailDomain")]
    [InlineData("x:EmailDomain", "*", "Sources__shop__Exclude__x__EmailDomain")]
    [InlineData("x:Ip", "203.0.113.0/33", "Sources__shop__Exclude__x__Ip")]
    [InlineData("x:Ip", "2001:db8::/129", "Sources__shop__Exclude__x__Ip")]
    [InlineData("x:Ip", "fe80::1%eth0", "Sources__shop__Exclude__x__Ip")]
    [InlineData("x:Ip", "203.0.113.0/-1", "Sources__shop__Exclude__x__Ip")]
    [InlineData("x:ValueBelow", "much", "Sources__shop__Exclude__x__ValueBelow")]
    [InlineData("x:Currency", "DOLLAR", "Sources__shop__Exclude__x__Currency")]
    [InlineData("x:Country", "USA", "Sources__shop__Exclude__x__Country")]
    [InlineData("x:NewCustomersOnly", "yes please", "Sources__shop__Exclude__x__NewCustomersOnly")]
    [InlineData("x:EMails", "jane.doe@example.com", "Sources__shop__Exclude__x__EMails")]
    [InlineData("x:UnknownCustomer", "Exclude", "Sources__shop__Exclude__x__Email")]
    [InlineData("jane@example.com:Currency", "USD", "Sources__shop__Exclude")]
    public void A_wrong_rule_is_a_problem_that_does_not_tell_its_value(string name, string value, string setting)
    {
        var problems = Problems((name, value));

        Assert.Equal(setting, problems[0].Setting);
        Assert.All(problems, problem => Assert.DoesNotContain("jane", problem.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Bounds_that_no_amount_can_keep_are_a_problem() =>
        Assert.Equal("Sources__shop__Exclude__x__ValueBelow", Assert.Single(Problems(("x:ValueBelow", "5"), ("x:ValueAbove", "5"))).Setting);

    [Fact]
    public void A_rule_does_not_print_its_address() => Assert.Equal("x", Rules(("x:Email", Email)).ToString());

    [Theory]
    [InlineData("subscription_contract_checkout_one", OrderKinds.Renewal)]
    [InlineData("subscription_contract", OrderKinds.Renewal)]
    [InlineData("subscription", OrderKinds.Renewal)]
    [InlineData("shopify_draft_order", OrderKinds.DraftOrder)]
    [InlineData("admin", OrderKinds.DraftOrder)]
    [InlineData("web", null)]
    [InlineData(null, null)]
    public void Renewals_and_draft_orders_are_told_by_their_channel(string? channel, string? kind) => Assert.Equal(kind, OrderKinds.Of(channel));

    private static string? Decide(ConversionEvent order, Exclusions rules)
    {
        order.Rules = new SourceRules { Exclude = rules };
        return Reason(Validator.Validate(order, TestDestinations.Direct));
    }

    private static string? Reason(EventDecision decision) => decision is EventDecision.Accepted ? null : Assert.IsType<EventDecision.Ignored>(decision).Reason;

    private static ConversionEvent Order(int number, Action<ConversionEvent>? change = null)
    {
        var order = SampleEvent.Read(SampleEvent.With("event_id", $"\"order-{number}\""));
        order.User.Country = "US";
        order.User.IpAddress = "198.51.100.7";
        order.Order = new OrderDetails { Channel = "web", Tags = ["gift"], Payments = ["visa"], IsNewCustomer = true };
        change?.Invoke(order);
        return order;
    }

    private static Exclusions Rules(params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        var rules = Exclusions.Read(Reader(settings, problems));
        Assert.Empty(problems);
        return rules;
    }

    private static List<SettingProblem> Problems(params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        Exclusions.Read(Reader(settings, problems));
        return problems;
    }

    private static SettingReader Reader((string Name, string Value)[] settings, List<SettingProblem> problems) =>
        new("Sources__shop", settings.ToDictionary(pair => "Exclude:" + pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems);
}
