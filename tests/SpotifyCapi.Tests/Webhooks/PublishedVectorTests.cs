using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>Signatures that others made: ShopifySharp's tests, the Standard Webhooks libraries, GitHub's documentation, Python's hmac.</summary>
public sealed class PublishedVectorTests
{
    [Theory]
    [InlineData("some-secret", "Bf", "3X6clrsy+C8mmzR/MeTh6b/EcLr46WLZaU+24GrPXOM=")]
    [InlineData("hush", "{\"id\":820982911946154508,\"test\":true}", "BEbY835G+c5hpimOmgvatyPOudhU7gaUwIhNuNMx1Xg=")]
    public void Vector_of_Shopify(string secret, string body, string signature)
    {
        foreach (var (kind, header) in (ReadOnlySpan<(string, string)>)[("Shopify", "X-Shopify-Hmac-Sha256"), ("Shopify", "Shopify-Hmac-Sha256"), ("WooCommerce", "X-WC-Webhook-Signature")])
        {
            var request = TestSource.Request(System.Text.Encoding.UTF8.GetBytes(body), (header, signature));

            Assert.Equal(SignatureResult.Valid, TestSource.Create(kind).Verify(request, secret));
            Assert.Equal(SignatureResult.Mismatch, TestSource.Create(kind).Verify(request, secret + "x"));
        }
    }

    [Fact]
    public void Standard_webhooks()
    {
        var request = TestSource.Request(
            """{"test": 2432232314}"""u8,
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));

        Assert.Equal(SignatureResult.Valid, TestSource.Create("StandardWebhooks").Verify(request, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    [Fact]
    public void Vector_of_GitHub()
    {
        var source = TestSource.Create("SignedJson", ("Header", "X-Hub-Signature-256"), ("Prefix", "sha256="));
        var request = TestSource.Request(
            "Hello, World!"u8, ("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));

        Assert.Equal(SignatureResult.Valid, source.Verify(request, "It's a Secret to Everybody"));
    }

    // HMAC-SHA1 of RFC 2202, test case 2.
    [Fact]
    public void Segment_with_Sha1()
    {
        var request = TestSource.Request("what do ya want for nothing?"u8, ("X-Signature", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));

        Assert.Equal(SignatureResult.Valid, TestSource.Create("Segment", ("Algorithm", "Sha1")).Verify(request, "Jefe"));
        Assert.Equal(SignatureResult.Malformed, TestSource.Create("Segment").Verify(request, "Jefe"));
    }

    // HMAC-SHA256 of RFC 4231, test case 2.
    [Fact]
    public void Segment_with_Sha256()
    {
        var request = TestSource.Request(
            "what do ya want for nothing?"u8, ("X-Signature", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));

        Assert.Equal(SignatureResult.Valid, TestSource.Create("Segment").Verify(request, "Jefe"));
    }
}
