using SpotifyCapi.Records;

namespace SpotifyCapi.Tests.Records;

public sealed class EventTriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("deferred dead", "dead", 2, 2)]
    [InlineData("dead deferred", "deferred", 2, 2)]
    [InlineData("deferred paused", "deferred", 1, 2)]
    [InlineData("deferred delivered dead", "delivered", 3, 2)]
    [InlineData("delivered deferred delivered", "delivered", 3, 3)]
    public void Outcome_DoesNotDependOnTheOrderOfTries(string outcomes, string expected, int attempts, int last)
    {
        JournalEntry[] entries = [.. outcomes.Split(' ').Select((outcome, i) => Entry(outcome, i + 1))];
        foreach (var order in (JournalEntry[][])[entries, [.. entries.Reverse()]])
        {
            var tries = new EventTries();
            foreach (var entry in order)
                tries.Add(entry);

            var outcome = tries.Outcome(Start)!;
            Assert.Equal((expected, attempts, Start.AddSeconds(last)), (outcome.Outcome, outcome.Attempts, outcome.Last!.At));
            Assert.Equal(expected == "delivered" ? null : entries[last - 1].Reason, outcome.Reason);
        }
    }

    [Theory]
    [InlineData("dead", "waiting")]
    [InlineData("deferred", "waiting")]
    [InlineData("delivered", "delivered")]
    public void AcceptedAgainAfterTheLastTry_WaitsUnlessSpotifyHasIt(string outcome, string expected)
    {
        var tries = new EventTries();
        tries.Add(Entry(outcome, 1));

        Assert.Equal(expected, tries.Outcome(Start.AddSeconds(2))!.Outcome);
        Assert.Equal(outcome, tries.Outcome(null)!.Outcome);
    }

    [Fact]
    public void WithoutATry_ThereIsNoOutcome() => Assert.Null(new EventTries().Outcome(Start));

    private static JournalEntry Entry(string outcome, int at) => new(
        Start.AddSeconds(at), "main", "CapiDirect", "", "", "shop", at, Start, outcome, $"reason-{at}", null, null, outcome == "paused" ? 0 : 5, false, []);
}
