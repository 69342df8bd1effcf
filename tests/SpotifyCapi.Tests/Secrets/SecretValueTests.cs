using SpotifyCapi.Secrets;

namespace SpotifyCapi.Tests.Secrets;

public sealed class SecretValueTests
{
    [Fact]
    public void A_secret_prints_as_stars()
    {
        var secret = new SecretValue("tell-nobody");

        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.Equal("tell-nobody", secret.Reveal());
        Assert.Equal("tell-nobody"u8.ToArray(), secret.Utf8.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void An_empty_secret_cannot_exist(string? text) => Assert.ThrowsAny<ArgumentException>(() => new SecretValue(text!));

    [Fact]
    public void Secrets_are_equal_by_their_text()
    {
        Assert.Equal(new SecretValue("a"), new SecretValue("a"));
        Assert.Equal(new SecretValue("a").GetHashCode(), new SecretValue("a").GetHashCode());
        Assert.NotEqual(new SecretValue("a"), new SecretValue("A"));
        Assert.False(new SecretValue("a").Equals((object?)"a"));
    }

    [Fact]
    public void An_unavailable_secret_is_named_and_not_told()
    {
        var exception = new SecretUnavailableException("capi-token", new InvalidOperationException("inner"));

        Assert.Equal("capi-token", exception.Name);
        Assert.Contains("capi-token", exception.Message, StringComparison.Ordinal);
    }
}
