using System.Collections.Frozen;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Segment;

public sealed class SegmentSourceTests
{
    [Theory]
    [InlineData("browser", "{}", "WEB")]
    [InlineData("web", "{}", "WEB")]
    [InlineData("mobile", "{}", "APP")]
    [InlineData("server", """{"page":{}}""", null)]
    [InlineData("", """{"page":{}}""", "WEB")]
    [InlineData("", """{"page":{},"device":{}}""", "APP")]
    [InlineData("", "{}", null)]
    public void The_channel_says_where_it_happened_before_the_context_does(string channel, string context, string? expected) =>
        Assert.Equal(expected, Read($$"""{"type":"page","channel":"{{channel}}","context":{{context}}}""").ActionSource);

    [Theory]
    [InlineData("Order Completed", "order-7")]
    [InlineData("order_completed", "order-7")]
    [InlineData("Checkout Started", "m")]
    [InlineData("Product Added", "m")]
    public void Only_an_order_takes_the_order_s_id(string name, string expected) => Assert.Equal(expected, IdOf(name, TestDestinations.Direct));

    /// <summary>A destination whose purchases have another name: the built-in one is then any other event of the order.</summary>
    [Theory]
    [InlineData("Payment Captured", "order-7")]
    [InlineData("Order Completed", "m")]
    [InlineData("Checkout Started", "m")]
    public void An_order_that_the_destination_takes_for_something_else_leaves_its_id_to_the_purchase(string name, string expected) =>
        Assert.Equal(expected, IdOf(name, TestDestinations.Direct with
        {
            EventMap = new Dictionary<string, StandardEvent>
            {
                [EventNames.Key("Payment Captured")] = StandardEvent.Purchase,
                [EventNames.Key("Order Completed")] = StandardEvent.Lead,
            }.ToFrozenDictionary(),
        }));

    [Theory]
    [InlineData("US", "US")]
    [InlineData("United States", null)]
    [InlineData("USA", null)]
    public void A_country_counts_only_as_a_code(string written, string? expected) =>
        Assert.Equal(expected, Read("""{"type":"page","context":{"traits":{"address":{"country":"?"}}}}""".Replace("?", written, StringComparison.Ordinal)).User.Country);

    [Fact]
    public void A_thousand_calls_fit_in_a_batch_and_one_more_does_not()
    {
        var calls = Enumerable.Repeat("""{"type":"page"}""", 1001).ToArray();

        Assert.Equal(1000, Assert.IsType<SourceReading.Events>(ReadAll($"[{string.Join(',', calls[1..])}]")).Items.Count);
        Assert.Equal(ErrorCodes.TooManyEvents, Assert.IsType<SourceReading.Malformed>(ReadAll($"[{string.Join(',', calls)}]")).Error.Code);
    }

    [Theory]
    [InlineData("DefaultCurrency", "DOLLAR")]
    [InlineData("Amount", "Net")]
    [InlineData("OrderEventId", "order-{id}")]
    [InlineData("Encoding", "Hexadecimal")]
    [InlineData("Algorithm", "Md5")]
    [InlineData("Tolerance", "5")]
    public void A_wrong_setting_is_reported_by_its_full_name(string name, string value) =>
        Assert.Equal("Sources__test__" + name, Assert.Single(TestSource.Problems("Segment", (name, value))).Setting);

    private static string? IdOf(string name, Destination destination)
    {
        var call = Read($$$"""{"type":"track","event":"{{{name}}}","messageId":"m","properties":{"order_id":7}}""");
        new EventValidator(new FakeTimeProvider(TestSource.Now)).Validate(call, destination);
        return call.EventId;
    }

    private static ConversionEvent Read(string json) => Assert.Single(Assert.IsType<SourceReading.Events>(ReadAll(json)).Items);

    private static SourceReading ReadAll(string json) => TestSource.Create("Segment").Read(TestSource.Request(Encoding.UTF8.GetBytes(json)));
}
