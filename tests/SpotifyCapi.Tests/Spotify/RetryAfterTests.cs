using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Spotify;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("1", null, 1)]
    [InlineData("120", null, 120)]
    [InlineData(" 5 ", null, 5)]
    [InlineData("86400", null, 86_400)]
    [InlineData("999999", null, 86_400)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", null, 30)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", null, 86_400)]
    [InlineData("0", null, null)]
    [InlineData("Sun, 01 Mar 2026 11:59:59 GMT", null, null)]
    [InlineData("Sun, 01 Mar 2026 12:00:00 GMT", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("abc", null, null)]
    [InlineData("1.5", null, null)]
    [InlineData("", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData(null, "30", 30)]
    [InlineData("abc", "30", 30)]
    [InlineData("7", "30", 7)]
    [InlineData(null, "999999", 86_400)]
    [InlineData(null, "0", null)]
    [InlineData(null, "-1", null)]
    [InlineData(null, "soon", null)]
    [InlineData(null, "99999999999999999999", null)]
    [InlineData(null, null, null)]
    public void Seconds_or_a_date_up_to_a_day_are_believed_and_nothing_else(string? retryAfter, string? reset, int? seconds)
    {
        using var response = ScriptedServer.Answer(429);
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        if (reset is not null)
            response.Headers.TryAddWithoutValidation("X-RateLimit-Reset", reset);

        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, RetryAfter.Read(response.Headers, SampleEvent.Now));
    }
}
