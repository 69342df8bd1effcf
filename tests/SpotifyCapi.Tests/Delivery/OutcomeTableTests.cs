using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Delivery;

public sealed class OutcomeTableTests
{
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(7);

    public static TheoryData<int> Statuses => [.. Enumerable.Range(100, 500)];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_has_its_outcome(int status)
    {
        var answer = new SpotifyAnswer.Responded(status, Asked, "t-1", "words");

        Assert.Equal(Expected(status, alone: true), OutcomeTable.Judge(answer, 1));
        Assert.Equal(Expected(status, alone: false), OutcomeTable.Judge(answer, 2));
    }

    [Theory]
    [InlineData(NetworkFailure.Connection, DeliveryReasons.Connection)]
    [InlineData(NetworkFailure.Timeout, DeliveryReasons.Timeout)]
    public void Without_an_answer_it_is_tried_again(NetworkFailure failure, string reason) =>
        Assert.Equal(new DeliveryOutcome.Retry(reason), OutcomeTable.Judge(new SpotifyAnswer.Failed(failure), 100));

    [Fact]
    public void Without_a_secret_nothing_is_used_up() => Assert.Equal(
        new DeliveryOutcome.Paused(DeliveryReasons.SecretUnavailable), OutcomeTable.Judge(new SpotifyAnswer.Failed(NetworkFailure.Secret), 100));

    [Fact]
    public void Only_a_success_counts_as_delivered() => Assert.Equal(
        Enumerable.Range(200, 100),
        Enumerable.Range(-1, 1100).Where(status => OutcomeTable.Judge(new SpotifyAnswer.Responded(status, null, null, null), 1) is DeliveryOutcome.Delivered));

    // Written a second time on purpose, one line for each line of the contract.
    private static DeliveryOutcome Expected(int status, bool alone)
    {
        if (status is >= 200 and < 300) return new DeliveryOutcome.Delivered();
        if (status is 401) return new DeliveryOutcome.Paused("unauthorized");
        if (status is 403) return new DeliveryOutcome.Paused("forbidden");
        if (status is 404 or 405 or 410 or 415) return new DeliveryOutcome.Paused("wrong_endpoint");
        if (status is 408 or 425) return new DeliveryOutcome.Retry("spotify_timeout", Asked);
        if (status is 429) return new DeliveryOutcome.Retry("rate_limited", Asked);
        if (status is 500 or 502 or 503 or 504) return new DeliveryOutcome.Retry("spotify_unavailable", Asked);
        if (status is 400 or 422) return alone ? new DeliveryOutcome.Rejected("rejected_by_spotify") : new DeliveryOutcome.Split("rejected_by_spotify");
        if (status is 413) return alone ? new DeliveryOutcome.Rejected("too_large_for_spotify") : new DeliveryOutcome.Split("too_large_for_spotify");
        return new DeliveryOutcome.Retry("unknown_status", Asked);
    }
}
