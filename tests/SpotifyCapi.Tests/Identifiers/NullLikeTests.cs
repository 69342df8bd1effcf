using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class NullLikeTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("undefined")]
    [InlineData("Undefined")]
    [InlineData("none")]
    [InlineData("NaN")]
    [InlineData("N/A")]
    [InlineData("[object Object]")]
    public void A_programs_word_for_nothing_is_known(string word) => Assert.True(NullLike.IsNullLike(word));

    [Theory]
    [InlineData("")]
    [InlineData("nullable")]
    [InlineData("null@example.com")]
    [InlineData("01")]
    public void Other_words_are_not(string word) => Assert.False(NullLike.IsNullLike(word));

    [Fact]
    public void The_digest_of_every_such_word_is_known_and_that_of_the_empty_text()
    {
        Assert.All(NullLike.Words, word => Assert.True(NullLike.IsDigestOfNullLike(Sha256Digest.Of(word.AsSpan()))));
        Assert.True(NullLike.IsDigestOfEmpty(Sha256Digest.Of("".AsSpan())));
        Assert.False(NullLike.IsDigestOfNullLike(Sha256Digest.Of("jane.doe@example.com".AsSpan())));
        Assert.False(NullLike.IsDigestOfEmpty(Sha256Digest.Of(" ".AsSpan())));
    }
}
