using System.Text;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Sources;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Sources;

public sealed class MappedSourceTests
{
    private static readonly (string, string)[] Good =
        [("Header", "X-Sig"), ("Map:event_name", "=PURCHASE"), ("Map:event_id", "/id"), ("Map:event_time", "/at"), ("DropPaths", "/links, /user/token")];

    [Theory]
    [InlineData("Map:event_id", "id")]
    [InlineData("Map:event_id", "/a[b")]
    [InlineData("Map:event_id", "/a[b=]")]
    [InlineData("Map:event_id", "=x-{id}")]
    [InlineData("Map:event_id", "=x-{/id")]
    [InlineData("Map:event_id", "/id when /x")]
    [InlineData("Map:event_id", "/id when /x in")]
    [InlineData("Map:event_url", "/url")]
    [InlineData("Map:event_source_url", "/links/receipt")]
    [InlineData("Map:event_source_url", "={/links}")]
    [InlineData("Map:order_id", "/user/token")]
    [InlineData("DropPaths", "links")]
    [InlineData("When", "/status")]
    [InlineData("When", "/status equals paid")]
    [InlineData("PaidWhen", "status in paid")]
    [InlineData("TestWhen", "/a in b and /c")]
    [InlineData("Money", "Cents")]
    [InlineData("CurrencyDecimals", "EUR")]
    [InlineData("CurrencyDecimals", "XXX:2")]
    [InlineData("EventMap:order.paid", "BOUGHT")]
    [InlineData("TimeZone", "Mars")]
    [InlineData("Preset", "stripes")]
    [InlineData("Header", "X-Sig:")]
    [InlineData("Header", "X Sig")]
    [InlineData("HeaderFormat", "t={timestamp}")]
    [InlineData("HeaderFormat", "t={timestamp},{signature}")]
    [InlineData("SignedContent", "{body}{body}")]
    [InlineData("SignedContent", "{body}{key}")]
    [InlineData("SignedContent", "{timestamp}.{body}")]
    [InlineData("JwksUrl", "https://shop.example/jwks.json")]
    public void A_wrong_setting_is_named(string name, string value)
    {
        var problem = Assert.Single(TestSource.Problems("Mapped", [.. Good.Where(pair => pair.Item1 != name), (name, value)]));

        Assert.Equal("Sources__test__" + name.Replace(":", "__", StringComparison.Ordinal), problem.Setting);
    }

    [Theory]
    [InlineData("""["b2b"," vip "]""", "b2b,vip")]
    [InlineData("\"b2b, vip\"", "b2b,vip")]
    [InlineData("""[7]""", "7")]
    [InlineData("""[]""", "")]
    [InlineData("null", "")]
    public void Tags_and_payments_are_a_text_or_a_list(string json, string expected)
    {
        var source = TestSource.Create("Mapped", [.. Good, ("Map:order.tags", "/tags"), ("Map:order.payment", "/tags"), ("Map:user.email", "/tags")]);
        var body = Encoding.UTF8.GetBytes($$"""{"id":7,"at":"2026-01-23T12:00:00Z","tags":{{json}}}""");

        var read = Assert.Single(Assert.IsType<SourceReading.Events>(source.Read(TestSource.Request(body))).Items);

        Assert.Equal(expected, string.Join(',', read.Order?.Tags ?? []));
        Assert.Equal(expected, string.Join(',', read.Order?.Payments ?? []));
        Assert.Equal(json[0] == '[' ? 0 : 1, json == "null" ? 1 : read.User.Emails.Count);
    }

    [Fact]
    public void All_problems_are_named_at_once() => Assert.Equal(
        ["Header", "Map__event_id", "Map__event_name", "Map__event_time", "Money", "When"],
        TestSource.Problems("Mapped", ("Money", "x"), ("When", "x")).Select(problem => problem.Setting["Sources__test__".Length..]).Order(StringComparer.Ordinal));

    [Fact]
    public void An_address_that_is_signed_must_be_set() =>
        Assert.Equal("Sources__test__NotificationUrl", Assert.Single(TestSource.Problems("Square")).Setting);

    [Theory]
    [InlineData("http://shop.example/jwks.json")]
    [InlineData("shop.example")]
    public void Public_keys_come_by_https_only(string address) =>
        Assert.Equal("Sources__test__JwksUrl", Assert.Single(TestSource.Problems("Saleor", ("JwksUrl", address))).Setting);

    [Fact]
    public void A_pack_is_nothing_but_a_mapping_with_settings_built_in()
    {
        Assert.IsType<MappedSource>(TestSource.Create("Stripe"));
        Assert.IsType<MappedSource>(TestSource.Create("Mapped", Good));
    }

    [Theory]
    [InlineData("Map:event_id", "=pay-{/data/object/id}", "pay-cs_1")]
    [InlineData("Map:event_id:0", "=pay-{/data/object/id}", "pay-cs_1")]
    [InlineData("Map:order_id", "/data/object/id", "1001")]
    public void What_is_set_replaces_what_is_built_in(string name, string value, string id)
    {
        var body = """{"id":"evt_1","created":1769171696,"type":"checkout.session.completed","data":{"object":{"id":"cs_1","client_reference_id":"1001","payment_status":"paid"}}}""";

        var events = Assert.IsType<SourceReading.Events>(TestSource.Create("Stripe", (name, value)).Read(TestSource.Request(Encoding.UTF8.GetBytes(body))));

        Assert.Equal(id, Assert.Single(events.Items).EventId);
    }

    [Fact]
    public void A_preview_shows_where_each_value_was_found()
    {
        var source = TestSource.Create("Mapped", [.. Good, ("Map:user.email", "/mail, /user/mail"), ("Map:value", "/total")]);

        var found = source.Explain(TestSource.Request("""{"id":7,"at":"2026-01-23T12:00:00Z","user":{"mail":"a@b.example"}}"""u8));

        Assert.Contains(new MappedValue("event_id", "/id", "7"), found);
        Assert.Contains(new MappedValue("user.email", "/user/mail", "a@b.example"), found);
        Assert.Contains(new MappedValue("value", "/total", null), found);
    }

    [Theory]
    [InlineData("1001", "order-1001")]
    [InlineData("1001.0", "order-1001")]
    [InlineData("\"'1001\"", "order-1001")]
    [InlineData("0", "row-7")]
    [InlineData("true", "row-7")]
    [InlineData("\"undefined\"", "row-7")]
    [InlineData("\"5.87291E+12\"", "row-7")]
    [InlineData("{}", "row-7")]
    public void Each_part_of_an_id_must_be_one(string id, string expected) =>
        Assert.Equal(expected, Read($$"""{"id":{{id}},"row":7}""", ("Map:event_id", "=order-{/id}; =row-{/row}")).EventId);

    [Theory]
    [InlineData("event_time", "\"soon\"", "\"2026-01-23T12:34:56Z\"", "2026-01-23T12:34:56Z")]
    [InlineData("event_time", "\"1970-01-01T00:00:00Z\"", "\"2026-01-23T12:34:56Z\"", "2026-01-23T12:34:56Z")]
    [InlineData("value", "\"$12.00\"", "12", "12")]
    [InlineData("currency", "\"$\"", "\"USD\"", "USD")]
    [InlineData("user.ip_address", "\"10.0.0.1\"", "\"203.0.113.9\"", "203.0.113.9")]
    [InlineData("user.ip_address", "\"203.0.113.0\"", "\"203.0.113.9\"", "203.0.113.9")]
    [InlineData("action_source", "\"lobby\"", "\"in-store\"", "in-store")]
    public void The_first_value_that_can_be_used_counts_and_the_other_is_named(string field, string first, string second, string expected)
    {
        var read = Read($$"""{"id":7,"a":{{first}},"b":{{second}}}""", ("Map:" + field, "/a, /b"));

        Assert.Equal(
            expected,
            field switch
            {
                "event_time" => read.EventTime,
                "value" => read.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "currency" => read.Currency,
                "action_source" => read.ActionSource,
                _ => read.User.IpAddress,
            });
        Assert.Contains(read.SourceDrops, drop => drop.Field == field && drop.Code == DropCodes.Replaced);
        Assert.Empty(read.ReadErrors);
    }

    [Theory]
    [InlineData("true", MarketingConsent.Granted)]
    [InlineData("\"declined\"", MarketingConsent.Denied)]
    [InlineData("\"perhaps\"", MarketingConsent.Denied)]
    [InlineData("\"\"", MarketingConsent.Denied)]
    [InlineData("{\"granted\":true}", MarketingConsent.Denied)]
    [InlineData("[]", MarketingConsent.Denied)]
    [InlineData("null", MarketingConsent.Unknown)]
    public void Consent_that_is_there_and_not_understood_is_a_refusal(string said, MarketingConsent expected) =>
        Assert.Equal(expected, Read($$"""{"id":7,"said":{{said}}}""", ("Map:consent.marketing", "/said")).Consent);

    [Fact]
    public void Of_several_places_any_refusal_counts() =>
        Assert.Equal(MarketingConsent.Denied, Read("""{"id":7,"a":"yes","b":"no"}""", ("Map:consent.marketing", "/a, /b")).Consent);

    /// <summary>Azure makes Map__user_email of Map__user.email on Linux.</summary>
    [Theory]
    [InlineData("Map:user_email")]
    [InlineData("Map:user:email")]
    [InlineData("Map:User.Email")]
    public void A_field_s_name_may_be_written_with_underscores(string name) =>
        Assert.Equal("a@b.example", Read("""{"id":7,"mail":"a@b.example"}""", (name, "/mail")).User.Emails[0].Value);

    [Fact]
    public void What_is_built_in_is_replaced_by_a_name_with_underscores_too()
    {
        var body = """{"id":"evt_1","created":1769171696,"type":"checkout.session.completed","data":{"object":{"id":"cs_1","payment_status":"paid","metadata":{"mail":"a@b.example"}}}}""";
        var source = TestSource.Create("Stripe", ("Map:user_email", "/data/object/metadata/mail"), ("EventMap:checkout_session_completed", "LEAD"));

        var read = Assert.Single(Assert.IsType<SourceReading.Events>(source.Read(TestSource.Request(Encoding.UTF8.GetBytes(body)))).Items);

        Assert.Equal(("LEAD", "a@b.example"), (read.EventName, read.User.Emails[0].Value));
    }

    [Theory]
    [InlineData("orders_paid")]
    [InlineData("orders.paid")]
    [InlineData("OrdersPaid")]
    public void What_is_built_in_with_a_slash_is_replaced_however_it_is_written(string name)
    {
        var source = TestSource.Create("Shopline", ("EventMap:" + name, "IGNORE"));

        Assert.IsType<SourceReading.Ignored>(source.Read(TestSource.Request("""{"id":"1"}"""u8, ("X-Shopline-Topic", "orders/paid"))));
    }

    [Fact]
    public void A_field_that_two_settings_map_is_named() => Assert.Equal(
        "Sources__test__Map__user_email", Assert.Single(TestSource.Problems("Mapped", [.. Good, ("Map:user.email", "/a"), ("Map:user_email", "/b")])).Setting);

    [Fact]
    public void Sources_of_the_same_numbers_can_be_told_apart()
    {
        Assert.Equal(["order-{}", "{}"], TestSource.Create("Mapped", [.. Good.Where(pair => pair.Item1 != "Map:event_id"), ("Map:event_id", "=order-{/id}; /token")]).OwnNumbers);
        Assert.Equal("test-order-7", Read("""{"id":7}""", ("Map:event_id", "={source}-order-{/id}")).EventId);
        Assert.Contains("order-{}", TestSource.Create("Salla").OwnNumbers);
        Assert.All(new[] { "Wix", "Fourthwall", "Shopware", "Shopline" }, kind => Assert.Empty(TestSource.Create(kind).OwnNumbers));
        Assert.Empty(TestSource.Create("CloudEvents").OwnNumbers);
    }

    [Theory]
    [InlineData("/a in 1", true)]
    [InlineData("/a in 2,1", true)]
    [InlineData("/a not in 1", false)]
    [InlineData("/b exists", false)]
    [InlineData("/b missing", true)]
    [InlineData("/list exists", true)]
    [InlineData("/b in x", false)]
    [InlineData("/b not in x", true)]
    [InlineData("/t in TRUE", true)]
    [InlineData("/a in 2 or /t in true", true)]
    [InlineData("/a in 2 or /t in true and /b exists", false)]
    [InlineData("/list[k=x]/v in 3", true)]
    [InlineData("/list[-1]/v in 4", true)]
    [InlineData("/list[5]/v missing", true)]
    [InlineData("/list/1/v in 4", true)]
    [InlineData("/list[k=/name]/v in 4", true)]
    [InlineData("header:X-Mode in live", true)]
    [InlineData("/a/b/c missing", true)]
    public void Condition_holds_or_not(string condition, bool holds)
    {
        using var document = JsonDocument.Parse("""{"a":1,"t":true,"name":"y","list":[{"k":"x","v":3},{"k":"y","v":4}]}""");
        var payload = new MappedPayload(document.RootElement, TestSource.Request([], ("X-Mode", "live")));

        Assert.Equal(holds, Condition.Parse(condition)!.Holds(payload));
    }

    private static ConversionEvent Read(string json, params (string Name, string Value)[] settings)
    {
        var source = TestSource.Create("Mapped", [.. Good.Where(pair => !settings.Any(one => one.Name == pair.Item1)), .. settings]);
        return Assert.Single(Assert.IsType<SourceReading.Events>(source.Read(TestSource.Request(Encoding.UTF8.GetBytes(json)))).Items);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 20_000) + new string(']', 20_000));
        var text = $$"""{"data":{{JsonSerializer.Serialize(Encoding.UTF8.GetString(deep))}}}""";
        var token = "e30." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)) + ".eA";

        foreach (var (kind, body) in new[] { ("Stripe", deep), ("CloudEvents", deep), ("Wix", Encoding.UTF8.GetBytes(token)) })
        {
            var malformed = Assert.IsType<SourceReading.Malformed>(TestSource.Create(kind).Read(TestSource.Request(body)));
            Assert.Equal(ErrorCodes.MalformedJson, malformed.Error.Code);
        }
    }
}
