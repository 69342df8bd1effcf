using Dev.Demo;

namespace Dev.Tests.Demo;

public sealed class DemoWebhookTests
{
    [Fact]
    public async Task Request_IsSignedOverExactlyTheBytesThatItSends()
    {
        using var request = DemoWebhook.For(new DemoOrder(DateTimeOffset.UnixEpoch), "hush");
        var sent = await (request.Content?.ReadAsByteArrayAsync() ?? Task.FromResult<byte[]>([]));

        Assert.Equal([ShopifySignature.Of(sent, "hush")], request.Headers.GetValues("X-Shopify-Hmac-Sha256"));
        Assert.Equal(["orders/paid"], request.Headers.GetValues("X-Shopify-Topic"));
        Assert.Equal("application/json", request.Content?.Headers.ContentType?.MediaType);
    }
}
