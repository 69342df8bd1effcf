using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

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
}
