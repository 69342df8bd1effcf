using System.Text;
using Testing.Harness;

namespace EndToEnd.Tests.BadInput;

public sealed class BadSignatureTests(BadInputCollection.Fixture fixture) : BadInputTest(fixture)
{
    private byte[] Order { get; } = Encoding.UTF8.GetBytes(ShopifyOrders.Json(fixture.Scenario.Orders.NextId(), "a@example.com"));

    private string Right => Scenario.Orders.Sign(Order);

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("of another secret")]
    [InlineData("of another body")]
    [InlineData("hexadecimal")]
    [InlineData("lower-cased")]
    [InlineData("cut off")]
    [InlineData("too long")]
    [InlineData("no Base64")]
    [InlineData("twice in one header")]
    [InlineData("repeated")]
    [InlineData("in both header families")]
    public async Task Wrong_signature_is_401_without_a_word(string kind)
    {
        var (status, text) = await PostWebhookAsync(Order, $"X-Shopify-Topic: orders/paid\n{Header(kind)}\n{Json}");

        Assert.Equal((401, ""), (status, text));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("not even JSON")]
    public async Task Unsigned_garbage_is_401_before_it_is_read(string body) =>
        Assert.Equal((401, ""), await PostWebhookAsync(Encoding.UTF8.GetBytes(body), Json));

    [Fact]
    public async Task Byte_order_mark_added_after_signing_is_401()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Order];

        Assert.Equal((401, ""), await PostWebhookAsync(body, $"X-Shopify-Topic: orders/paid\nX-Shopify-Hmac-Sha256: {Right}\n{Json}"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("shop2")]
    [InlineData("..%2fshop")]
    public async Task Unknown_source_is_404(string source)
    {
        var (status, text) = await PostWebhookAsync(Order, $"X-Shopify-Hmac-Sha256: {Right}\n{Json}", source);

        Assert.Equal(404, status);
        Assert.DoesNotContain("\"shop\"", text, StringComparison.Ordinal);
    }

    private string Header(string kind)
    {
        const string Name = "X-Shopify-Hmac-Sha256";
        return kind switch
        {
            "missing" => "X-Nothing: 1",
            "empty" => $"{Name}: ",
            "of another secret" => $"{Name}: {new ShopifyOrders("another secret").Sign(Order)}",
            "of another body" => $"{Name}: {Scenario.Orders.Sign([.. Order, (byte)'\n'])}",
            "hexadecimal" => $"{Name}: {Convert.ToHexStringLower(Convert.FromBase64String(Right))}",
            "lower-cased" => $"{Name}: {Right.ToLowerInvariant()}",
            "cut off" => $"{Name}: {Right[..40]}",
            "too long" => $"{Name}: {Right}AAAA",
            "no Base64" => $"{Name}: {new string('*', 44)}",
            "twice in one header" => $"{Name}: {Right},{Right}",
            "repeated" => $"{Name}: {Right}\n{Name}: {Right}",
            "in both header families" => $"{Name}: {Right}\nShopify-Hmac-Sha256: {Right}",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
