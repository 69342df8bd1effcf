using SpotifyCapi.Settings;

namespace SpotifyCapi.Tests.Settings;

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
    [InlineData("key\n")]
    [InlineData("key\r\n")]
    public void A_line_break_of_the_file_that_it_was_stored_from_is_no_part_of_a_secret(string stored)
    {
        Assert.Equal("key"u8.ToArray(), new SecretValue(stored).Utf8.ToArray());
        Assert.Equal("key", new SecretValue(stored).Reveal());
        Assert.Equal(" key ", new SecretValue(" key \n").Reveal());
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
