using SpotifyCapi.Tests.Webhooks;

namespace SpotifyCapi.Tests.Shopify;

public sealed class ShopifyOptionsTests
{
    [Theory]
    [InlineData("PurchaseTopic", "orders/fulfilled")]
    [InlineData("Topics", "orders/paid,orders/cancelled")]
    [InlineData("Topics", "orders/create")]
    [InlineData("ShopDomain", "https://example.myshopify.com")]
    [InlineData("ShopDomain", "example")]
    [InlineData("Money", "Euro")]
    [InlineData("Consent", "Yes")]
    [InlineData("OrderEventId", "order")]
    [InlineData("OrderEventId", "order-{orderid}")]
    [InlineData("OrderEventId", "order-{id")]
    [InlineData("CheckoutEventId", "checkout-{order_number}")]
    [InlineData("CustomerEventId", "customer-{email}")]
    [InlineData("CartEventId", "cart")]
    public void A_wrong_setting_is_reported_by_its_full_name(string name, string value) =>
        Assert.Equal("Sources__test__" + name, Assert.Single(TestSource.Problems("Shopify", (name, value))).Setting);

    [Fact]
    public void Consent_of_a_note_attribute_needs_its_name() => Assert.Equal(
        "Sources__test__ConsentNoteAttribute", Assert.Single(TestSource.Problems("Shopify", ("Consent", "NoteAttribute"))).Setting);
}
