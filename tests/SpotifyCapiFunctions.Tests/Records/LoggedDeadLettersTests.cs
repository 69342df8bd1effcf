using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

public sealed class LoggedDeadLettersTests : IDeadLetterStore
{
    [Fact]
    public async Task DeadLetterThatCannotBeKept_IsLoggedByItsTypeAndThrown()
    {
        var log = new RecordedLog<LoggedDeadLetters>();

        await Assert.ThrowsAsync<IOException>(() => new LoggedDeadLetters(this, log).KeepAsync(Letters.Of("a"), CancellationToken.None));

        var (level, text) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("IOException", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret address", text, StringComparison.Ordinal);
    }

    Task IDeadLetterStore.KeepAsync(DeadLetter letter, CancellationToken cancellationToken) => throw new IOException("secret address");
}
