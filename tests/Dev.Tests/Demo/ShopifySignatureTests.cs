using Dev.Demo;

namespace Dev.Tests.Demo;

public sealed class ShopifySignatureTests
{
    [Fact]
    public void KnownBodyAndSecret_GiveTheKnownSignature() => Assert.Equal(
        "BEbY835G+c5hpimOmgvatyPOudhU7gaUwIhNuNMx1Xg=",
        ShopifySignature.Of("""{"id":820982911946154508,"test":true}"""u8, "hush"));

    [Fact]
    public void PublishedVectorOfShopifySharp_GivesItsSignature() =>
        Assert.Equal("3X6clrsy+C8mmzR/MeTh6b/EcLr46WLZaU+24GrPXOM=", ShopifySignature.Of("Bf"u8, "some-secret"));
}
