using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class DigestCleanerTests
{
    [Fact]
    public void The_digest_of_every_null_like_word_is_refused_and_that_of_the_empty_text()
    {
        Assert.All(NullLike.Words, word => Assert.Equal(DropCodes.HashOfNullLike, DigestCleaner.Refusal(Sha256Digest.Of(word.AsSpan()))));
        Assert.Equal(DropCodes.HashOfEmpty, DigestCleaner.Refusal(Sha256Digest.Of("".AsSpan())));
        Assert.Null(DigestCleaner.Refusal(Sha256Digest.Of("jane.doe@example.com".AsSpan())));
        Assert.Null(DigestCleaner.Refusal(Sha256Digest.Of(" ".AsSpan())));
    }
}
