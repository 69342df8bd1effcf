using SpotifyCapi.Codes;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Records;

public sealed class EventTraceTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Delivered_event_is_told_from_arrival_to_outcome()
    {
        var steps = Trace([Accepted()], [Entry("deferred", 1, "timeout", null), Entry("delivered", 2, null, 200)]);

        Assert.Equal(
            [
                "received done Arrived from shop: source=shop topic=orders/paid destination=main",
                "validated warning Accepted, with fields left out:  [user.phone phone_invalid]",
                "mapped done Mapped to PURCHASE: event_name=PURCHASE source_event_name=Order Completed event_time=2026-06-01T11:00:00.000Z",
                "identified done Identifiers that are present: email=86e0b9e5… ip_address=present",
                "consent done Open to targeting: consent=granted opt_out_targeting=false",
                "addressed done Addressed to main: destination=main profile=CapiDirect endpoint=https://capi.example/ scope=connection",
                "attempt warning Attempt 1: deferred: attempt=1 outcome=deferred reason=timeout duration_milliseconds=12.5",
                "attempt done Attempt 2: delivered: attempt=2 outcome=delivered status=200 duration_milliseconds=12.5 trace_id=trace",
                "outcome done Spotify has it: outcome=delivered attempts=2",
            ],
            steps);
    }

    [Fact]
    public void Waiting_event_is_told_from_its_arrival_and_the_settings()
    {
        var steps = Trace([Accepted()], []);

        Assert.Contains("identified done Identifiers that are present: email=present", steps);
        Assert.Contains("addressed done Addressed to main: destination=main profile=CapiDirect endpoint=https://configured.example/ scope=", steps);
        Assert.Equal("outcome waiting Waits in the queue: outcome=waiting attempts=0", steps[^1]);
    }

    [Theory]
    [InlineData(IngestStatus.Rejected, "validated failed Rejected: the sender must change it: reason=amount_missing [value amount_missing]", "outcome failed Rejected: outcome=rejected reason=amount_missing attempts=0")]
    [InlineData(IngestStatus.Ignored, "validated done Ignored: there is nothing to send: reason=amount_missing", "outcome done Ignored: outcome=ignored reason=amount_missing attempts=0")]
    [InlineData(IngestStatus.Duplicate, "validated done Duplicate: ", "outcome done A duplicate: only the first counts: outcome=duplicate reason=amount_missing attempts=0")]
    [InlineData(IngestStatus.Unstored, "validated failed The queue did not confirm it; the sender was asked to send it again: ", "outcome failed Not stored: outcome=unstored reason=amount_missing attempts=0")]
    public void Event_that_is_not_in_the_queue_ends_with_its_reason(string status, string validated, string outcome)
    {
        var steps = Trace([Accepted() with { Status = status, Reason = "amount_missing", Errors = [new("amount_missing", "value", "…")], Dropped = null }], []);

        Assert.Equal([validated, outcome], steps.Skip(1));
    }

    [Fact]
    public void Event_without_a_line_of_its_own_is_told_from_the_journal()
    {
        var steps = Trace([], [Entry("delivered", 1, null, 200)]);

        Assert.Equal("received done Arrived from shop: source=shop destination=main", steps[0]);
        Assert.Equal("outcome done Spotify has it: outcome=delivered attempts=1", steps[^1]);
    }

    [Fact]
    public void Replayed_event_is_a_second_way()
    {
        var later = At.AddHours(1);
        var steps = Trace(
            [Accepted(), Accepted() with { At = later, Replayed = true }],
            [Entry("dead", 1, "rejected_by_spotify", 400), Entry("delivered", 1, null, 200) with { FirstQueued = later, At = later.AddSeconds(1), Replayed = true }]);

        Assert.Equal(2, steps.Count(step => step.StartsWith("received", StringComparison.Ordinal)));
        Assert.Contains(steps, step => step.StartsWith("received done Replayed from the dead letters", StringComparison.Ordinal));
        Assert.Equal("outcome done Spotify has it: outcome=delivered attempts=2", steps[^1]);
    }

    [Fact]
    public void Replayed_event_that_is_not_tried_yet_waits() => Assert.Equal(
        "waiting", EventOutcome.Of([Accepted(), Accepted() with { At = At.AddHours(1), Replayed = true }], [Entry("dead", 1, "expired", null)]).Outcome);

    [Fact]
    public void Copy_after_a_crash_does_not_take_back_a_delivery() => Assert.Equal(
        "delivered", EventOutcome.Of([Accepted()], [Entry("delivered", 1, null, 200), Entry("dead", 1, "poison", null)]).Outcome);

    private static string[] Trace(IReadOnlyList<IngestRecord> arrivals, IReadOnlyList<JournalEntry> entries)
    {
        var destination = new Destination { Name = "main", Endpoint = new Uri("https://configured.example/") };
        return
        [
            .. EventTrace.Of(arrivals, entries, _ => destination).Select(step =>
                $"{step.Step} {step.State} {step.Title}: {string.Join(' ', step.Facts.Select(fact => $"{fact.Name}={fact.Value}"))}"
                + string.Concat(step.Findings.Select(finding => $" [{finding.Field} {finding.Code}]"))),
        ];
    }

    private static IngestRecord Accepted() => new()
    {
        Key = "a-1",
        At = At,
        Source = "shop",
        Destination = "main",
        Topic = "orders/paid",
        Status = IngestStatus.Accepted,
        EventId = "order-1",
        EventName = "PURCHASE",
        SourceEventName = "Order Completed",
        EventTime = At.AddHours(-1),
        Consent = "granted",
        OptOutTargeting = false,
        Identifiers = ["email"],
        Dropped = [new DroppedField("user.phone", DropCodes.PhoneInvalid)],
    };

    private static JournalEntry Entry(string outcome, int attempt, string? reason, int? status) => new(
        At.AddMinutes(attempt), "main", "CapiDirect", "https://capi.example/", "connection", "shop", attempt, At, outcome, reason, status,
        status is null ? null : "trace", 12.5, false,
        [new JournalEvent("order-1", "PURCHASE", "Order Completed", At.AddHours(-1), "granted", false, ["email 86e0b9e5…", "ip_address"], 1m, "EUR", null, [])]);
}

public sealed class EventTriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("deferred dead", "dead", 2, 2)]
    [InlineData("dead deferred", "deferred", 2, 2)]
    [InlineData("deferred paused", "deferred", 1, 2)]
    [InlineData("deferred delivered dead", "delivered", 3, 2)]
    [InlineData("delivered deferred delivered", "delivered", 3, 3)]
    public void Outcome_does_not_depend_on_the_order_of_tries(string outcomes, string expected, int attempts, int last)
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
    public void Accepted_again_after_the_last_try_waits_unless_Spotify_has_it(string outcome, string expected)
    {
        var tries = new EventTries();
        tries.Add(Entry(outcome, 1));

        Assert.Equal(expected, tries.Outcome(Start.AddSeconds(2))!.Outcome);
        Assert.Equal(outcome, tries.Outcome(null)!.Outcome);
    }

    [Fact]
    public void Without_a_try_there_is_no_outcome() => Assert.Null(new EventTries().Outcome(Start));

    private static JournalEntry Entry(string outcome, int at) => new(
        Start.AddSeconds(at), "main", "CapiDirect", "", "", "shop", at, Start, outcome, $"reason-{at}", null, null, outcome == "paused" ? 0 : 5, false, []);
}
