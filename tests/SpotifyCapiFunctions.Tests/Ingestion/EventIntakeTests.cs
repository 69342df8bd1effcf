using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class EventIntakeTests(AzuriteCollection.Storage storage)
{
    private readonly QueueClient client = storage.NewQueue();

    [Fact]
    public async Task Good_events_are_in_the_queue_when_the_report_is_there()
    {
        var report = await TakeAsync([Intakes.Purchase("a"), Intakes.Purchase("b")]);

        Assert.True(report.IsStored);
        Assert.Equal(2, report.Count(IntakeStatus.Accepted));
        var envelope = Assert.Single(await EnvelopesAsync());
        Assert.Equal(("main", "events", 0), (envelope.Header.Destination, envelope.Header.Source, envelope.Header.Attempt));
        Assert.Equal(Intakes.Time.GetUtcNow(), envelope.Header.FirstQueued);
        Assert.Equal(["a", "b"], envelope.Events.Select(accepted => accepted.Facts.EventId));
    }

    [Fact]
    public async Task Bad_and_unmapped_events_are_reported_in_place_and_not_queued()
    {
        var report = await TakeAsync(
            [Intakes.Purchase("bad", bad => bad.Value = null), Intakes.Purchase("good"), Intakes.Purchase("other", other => other.EventName = "Wish")]);

        Assert.Equal([IntakeStatus.Rejected, IntakeStatus.Accepted, IntakeStatus.Ignored], report.Results.Select(result => result.Status));
        Assert.Equal([0, 1, 2], report.Results.Select(result => result.Index));
        Assert.Equal(ErrorCodes.AmountMissing, Assert.Single(report.Results[0].Errors!).Code);
        Assert.Equal(IgnoreReasons.UnmappedEvent, report.Results[2].Reason);
        Assert.Equal(["good"], Assert.Single(await EnvelopesAsync()).Events.Select(accepted => accepted.Facts.EventId));
    }

    /// <summary>Order 727 of another shop must not vanish as if it were this one again.</summary>
    [Fact]
    public async Task Repeated_id_of_another_sale_is_told()
    {
        var intake = Intakes.Create(Configured.Load([]), new FaltersOnce { IsOver = true });
        var destination = Configured.Load([]).Destinations["main"];
        ConversionEvent[] again = [Intakes.Purchase("order-727"), Intakes.Purchase("order-727", other => other.Value = 200m)];

        var first = await intake.TakeAsync([Intakes.Purchase("order-727"), Intakes.Purchase("order-727", other => other.Value = 200m)], destination, "events", null, default);
        var second = await intake.TakeAsync(again, destination, "events", null, default);

        Assert.Equal([null, DuplicateReasons.Conflict], first.Results.Select(result => result.Reason));
        Assert.Equal([null, DuplicateReasons.Conflict], second.Results.Select(result => result.Reason));
        Assert.Equal([IntakeStatus.Accepted, IntakeStatus.Duplicate], first.Results.Select(result => result.Status));
        Assert.All(second.Results, result => Assert.Equal(IntakeStatus.Duplicate, result.Status));
    }

    [Fact]
    public async Task Nothing_to_store_is_stored_without_touching_the_queue()
    {
        var report = await TakeAsync([Intakes.Purchase("bad", bad => bad.EventId = null)]);

        Assert.True(report.IsStored);
        Assert.False(await client.ExistsAsync());
    }

    [Fact]
    public async Task Many_events_fill_several_messages_and_none_is_lost_or_twice()
    {
        string[] ids = [.. Enumerable.Range(0, 500).Select(i => $"id-{i}")];

        var report = await TakeAsync([.. ids.Select(id => Intakes.Purchase(id, large => large.ContentName = new string('n', 200)))]);

        Assert.Equal(500, report.Count(IntakeStatus.Accepted));
        var envelopes = await EnvelopesAsync();
        Assert.True(envelopes.Count > 1);
        Assert.Equal(ids.Order(), envelopes.SelectMany(envelope => envelope.Events).Select(accepted => accepted.Facts.EventId).Order());
    }

    [Fact]
    public async Task Request_that_is_stored_in_part_is_sent_again_and_only_the_rest_is_taken()
    {
        ConversionEvent[] events = [.. Enumerable.Range(0, 500).Select(i => Intakes.Purchase($"id-{i}", large => large.ContentName = new string('n', 200)))];
        var queue = new FaltersOnce();
        var intake = Intakes.Create(Configured.Load([]), queue);

        var first = await intake.TakeAsync(events, Configured.Load([]).Destinations["main"], "events", null, CancellationToken.None);
        string[] stored = [.. queue.Ids];
        var second = await intake.TakeAsync(events, Configured.Load([]).Destinations["main"], "events", null, CancellationToken.None);

        Assert.False(first.IsStored);
        Assert.InRange(stored.Length, 1, 499);
        Assert.True(second.IsStored);
        Assert.Equal(stored.Order(), second.Results.Where(result => result.Status == IntakeStatus.Duplicate).Select(result => result.EventId!).Order());
        Assert.Equal(events.Select(each => each.EventId!).Order(), queue.Ids.Order());
    }

    [Fact]
    public async Task Delivery_with_an_event_that_was_rejected_is_read_anew_when_it_is_sent_again()
    {
        var queue = new FaltersOnce { IsOver = true };
        var intake = Intakes.Create(Configured.Load([]), queue);
        var destination = Configured.Load([]).Destinations["main"];

        await intake.TakeAsync([Intakes.Purchase("good"), Intakes.Purchase("late", bad => bad.Value = null)], destination, "shop", "delivery-1", CancellationToken.None);
        var again = await intake.TakeAsync([Intakes.Purchase("good"), Intakes.Purchase("late")], destination, "shop", "delivery-1", CancellationToken.None);
        var third = await intake.TakeAsync([Intakes.Purchase("good"), Intakes.Purchase("another")], destination, "shop", "delivery-1", CancellationToken.None);

        Assert.Equal([IntakeStatus.Duplicate, IntakeStatus.Accepted], again.Results.Select(result => result.Status));
        Assert.All(third.Results, result => Assert.Equal(IntakeStatus.Duplicate, result.Status));
        Assert.Equal([null, DuplicateReasons.Conflict], third.Results.Select(result => result.Reason));
        Assert.Equal(["good", "late"], queue.Ids);
    }

    [Fact]
    public async Task Event_larger_than_a_message_is_rejected_and_its_neighbours_are_not()
    {
        var report = await TakeAsync(
            [Intakes.Purchase("small"), Intakes.Purchase("large", large => large.OrderId = new string('1', 60_000)), Intakes.Purchase("last")]);

        Assert.Equal([IntakeStatus.Accepted, IntakeStatus.Rejected, IntakeStatus.Accepted], report.Results.Select(result => result.Status));
        Assert.Equal(ErrorCodes.TooLarge, Assert.Single(report.Results[1].Errors!).Code);
        Assert.Equal(["small", "last"], Assert.Single(await EnvelopesAsync()).Events.Select(accepted => accepted.Facts.EventId));
    }

    [Fact]
    public async Task Event_after_one_of_the_same_id_that_is_too_large_is_taken_and_the_next_is_its_duplicate()
    {
        ConversionEvent Same(int length) => Intakes.Purchase("same", same => same.OrderId = new string('1', length));

        var report = await TakeAsync([Same(60_000), Same(60_001), Same(1), Same(2), Intakes.Purchase("other")]);

        Assert.Equal(
            [IntakeStatus.Rejected, IntakeStatus.Rejected, IntakeStatus.Accepted, IntakeStatus.Duplicate, IntakeStatus.Accepted],
            report.Results.Select(result => result.Status));
        Assert.Equal(["same", "other"], Assert.Single(await EnvelopesAsync()).Events.Select(accepted => accepted.Facts.EventId));
    }

    [Fact]
    public async Task Hash_before_queue_leaves_nothing_readable_in_the_message()
    {
        await TakeAsync([Intakes.Purchase("a")], ("Privacy__HashBeforeQueue", "true"));

        var body = Assert.Single((await client.PeekMessagesAsync(32)).Value).Body.ToString();
        Assert.DoesNotContain("jane.doe", body, StringComparison.Ordinal);
        Assert.DoesNotContain("4155552671", body, StringComparison.Ordinal);
        Assert.Contains("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_that_does_not_answer_is_reported_as_not_stored_and_logged_without_the_event()
    {
        var log = new FakeLogger<EventIntake>();
        var settings = Configured.Load();

        var report = await Intakes.Create(settings, AzuriteCollection.Storage.Unreachable(), log)
            .TakeAsync([Intakes.Purchase("a")], settings.Destinations["main"], "events", null, default);

        Assert.False(report.IsStored);
        Assert.DoesNotContain(log.Entries(), entry => entry.Text.Contains("jane", StringComparison.OrdinalIgnoreCase) || entry.Text.Contains("4155", StringComparison.Ordinal));
    }

    private Task<IntakeReport> TakeAsync(ConversionEvent[] events, params (string, string?)[] changes)
    {
        var settings = Configured.Load(changes);
        return Intakes.Create(settings, AzuriteCollection.Storage.Queue(client)).TakeAsync(events, settings.Destinations["main"], "events", null, default);
    }

    private async Task<IReadOnlyList<QueueEnvelope>> EnvelopesAsync() =>
    [
        .. (await client.PeekMessagesAsync(32)).Value.Select(message =>
            EnvelopeReader.TryRead(message.Body, out var envelope) ? envelope : throw new InvalidOperationException("This is no envelope.")),
    ];

    /// <summary>Takes messages, but for the second one.</summary>
    private sealed class FaltersOnce : IEventQueue
    {
        private readonly Lock gate = new();
        private int sends;

        public bool IsOver { get; set; }

        public List<string> Ids { get; } = [];

        public Task<bool> SendAsync(ReadOnlyMemory<byte> body, TimeSpan? visibleAfter, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (!IsOver && ++sends == 2)
                {
                    IsOver = true;
                    return Task.FromResult(false);
                }

                Assert.True(EnvelopeReader.TryRead(body, out var envelope));
                Ids.AddRange(envelope.Events.Select(accepted => accepted.Facts.EventId));
                return Task.FromResult(true);
            }
        }
    }
}
