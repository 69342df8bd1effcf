using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class Sha256DigestTests
{
    private const string JaneDigest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Theory]
    [InlineData("test@example.com", "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b")]
    [InlineData("jane.doe@example.com", JaneDigest)]
    [InlineData("+14155552671", "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928")]
    [InlineData("14155552671", "758fbf68945f21c416814c539ab578876c8d98fb69e6da692def92cd52417fe0")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("josé@example.com", "")]
    public void A_text_has_the_digest_of_its_UTF_8_form(string text, string expected)
    {
        var byAnotherWay = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Equal(byAnotherWay, Sha256Digest.Of(text.AsSpan()).ToHex());
        Assert.True(expected.Length == 0 || expected == byAnotherWay);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(100_000)]
    public void A_long_text_is_hashed_whole(int length) => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(new string('ß', length)))),
        Sha256Digest.Of(new string('ß', length).AsSpan()).ToHex());

    [Fact]
    public void Sixty_four_hexadecimal_digits_of_either_case_are_one_digest()
    {
        Assert.True(Sha256Digest.TryParse(JaneDigest, out var lower));
        Assert.True(Sha256Digest.TryParse(JaneDigest.ToUpperInvariant(), out var upper));

        Assert.Equal(lower, upper);
        Assert.True(lower == upper && !(lower != upper));
        Assert.Equal(JaneDigest, upper.ToHex());
        Assert.Equal(Sha256Digest.Of("jane.doe@example.com".AsSpan()), upper);
        Assert.NotEqual(Sha256Digest.Of("x".AsSpan()), upper);
    }

    [Theory]
    [InlineData("")]
    [InlineData("86e0b9e5")]
    [InlineData(JaneDigest + "0")]
    [InlineData("x" + JaneDigest)]
    [InlineData(" " + JaneDigest)]
    [InlineData(JaneDigest + "\n")]
    [InlineData("g6e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d")]
    [InlineData("８6e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d")]
    [InlineData("0x0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d1")]
    public void Anything_longer_shorter_or_else_is_no_digest(string text) => Assert.False(Sha256Digest.TryParse(text, out _));

    [Fact]
    public void Its_hexadecimal_form_is_written_as_bytes_too()
    {
        var bytes = new byte[Sha256Digest.HexLength];
        Sha256Digest.Of("jane.doe@example.com".AsSpan()).WriteHex(bytes);

        Assert.Equal(JaneDigest, System.Text.Encoding.ASCII.GetString(bytes));
    }
}
