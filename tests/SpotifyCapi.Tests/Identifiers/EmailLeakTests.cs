using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class EmailLeakTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("order for jane@example.com.")]
    [InlineData("x/jane%40example.com")]
    [InlineData("jane%2540example.com")]
    [InlineData("jane%252540example%25252Ecom")]
    [InlineData("jane&#64;example.com")]
    [InlineData("jane&#x40;example.com")]
    [InlineData("jané@exämple.com")]
    [InlineData("jane\uFF20example.com")]
    [InlineData("jane\uFE6Bexample.com")]
    [InlineData("ja\u200Bne@\u200Bexample\u200B.com")]
    [InlineData("a @b c@d.e")]
    [InlineData("\"jane\"@example.com")]
    [InlineData("%zz%jane%40example.com")]
    public void An_address_in_any_disguise_is_found(string text) => Assert.True(EmailLeak.IsIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b.c")]
    [InlineData("a@b")]
    [InlineData("a@b.")]
    [InlineData("a@.b")]
    [InlineData("a @ b.c")]
    [InlineData("https://social.example/@jane.doe")]
    [InlineData("100%")]
    [InlineData("50%40")]
    [InlineData("#1")]
    public void Other_text_is_left_alone(string text) => Assert.False(EmailLeak.IsIn(text));
}
