using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

public sealed class DeadLetterReplayTests : IClassFixture<AzuriteCollection.Storage>, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Azure.Storage.Blobs.BlobContainerClient container;
    private readonly RecordedQueue queue = new();
    private readonly ConversionTelemetry telemetry = new();
    private readonly DestinationPipelines lanes;
    private readonly DeadLetterReplay replay;

    public DeadLetterReplayTests(AzuriteCollection.Storage storage)
    {
        container = storage.NewContainer();
        var time = new StandingTime();
        lanes = new DestinationPipelines([new Destination { Name = "main", Endpoint = new Uri("http://127.0.0.1/") }], new BreakerOptions(), time);
        replay = new DeadLetterReplay(container, Letters.Store(container), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, time);
    }

    public void Dispose()
    {
        lanes.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task Dry_run_says_what_it_would_do_and_does_nothing()
    {
        await KeepAsync(Letters.Of("a"), Letters.Of("b"));

        var said = await replay.RunAsync(Range(dryRun: null), CancellationToken.None);

        Assert.Equal((true, 2, 0), (said.DryRun, said.Replayed, said.Skipped));
        Assert.All(said.Results, result => Assert.Equal("would_replay", result.Status));
        Assert.Empty(queue.Sent);
        Assert.Equal(0, (await replay.RunAsync(Range(dryRun: true), CancellationToken.None)).Skipped);
    }

    [Fact]
    public async Task Replay_queues_the_same_event_with_attempts_from_zero()
    {
        var letter = Letters.Of("a");
        await KeepAsync(letter);

        var done = await replay.RunAsync(Range(dryRun: false), CancellationToken.None);

        Assert.Equal((false, 1, "replayed"), (done.DryRun, done.Replayed, done.Results[0].Status));
        var (envelope, _) = Assert.Single(queue.Sent);
        Assert.Equal(new EnvelopeHeader("main", "shop", 0, Now, null, Replayed: true), envelope.Header);
        var again = letter with { Event = HashedEvent.Of(envelope.Events[0], default) };
        Assert.Equal(DeadLetterFormat.Write(letter), DeadLetterFormat.Write(again));
    }

    [Fact]
    public async Task Replays_of_the_same_letters_at_once_send_each_once()
    {
        await KeepAsync([.. Enumerable.Range(0, 3).Select(i => Letters.Of($"e{i}", seconds: i))]);
        var those = new DeadLetterReplay(container, Letters.Store(container), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, TimeProvider.System);

        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => those.RunAsync(Range(dryRun: false), CancellationToken.None)));

        Assert.Equal(3, done.Sum(one => one.Replayed));
        Assert.Equal(["e0", "e1", "e2"], queue.Sent.SelectMany(sent => sent.Envelope.Events).Select(item => item.Facts.EventId).Order());
        var (items, _) = await new DeadLetterList(container).PageAsync(new DeadLetterFilter(null, null, null, null), 10, null, CancellationToken.None);
        Assert.All(items, item => Assert.Equal(1, item.Replays));
    }

    [Fact]
    public async Task Second_replay_passes_over_unless_asked_again()
    {
        await KeepAsync(Letters.Of("a"));
        await replay.RunAsync(Range(dryRun: false), CancellationToken.None);

        var second = await replay.RunAsync(Range(dryRun: false), CancellationToken.None);
        Assert.Equal((0, 1, "already_replayed"), (second.Replayed, second.Skipped, second.Results[0].Status));
        Assert.Single(queue.Sent);

        Assert.Equal(1, (await replay.RunAsync(Range(dryRun: false) with { Again = true }, CancellationToken.None)).Replayed);
        var item = Assert.Single((await new DeadLetterList(container).PageAsync(new DeadLetterFilter(null, null, null, null), 10, null, CancellationToken.None)).Items);
        Assert.Equal((2, Now), (item.Replays, item.ReplayedAt));
        Assert.Equal(DeliveryReasons.RejectedBySpotify, item.Reason);
    }

    [Fact]
    public async Task Ids_are_answered_one_by_one()
    {
        await KeepAsync(Letters.Of("a"), Letters.Of("b", destination: "gone"));
        await Letters.Store(container).KeepUnreadableAsync("message", "x"u8.ToArray(), Now, Now, CancellationToken.None);
        var items = (await new DeadLetterList(container).PageAsync(new DeadLetterFilter(null, null, null, null), 10, null, CancellationToken.None)).Items;
        string[] ids = [.. items.Select(item => item.Id), "no-such-id", "../etc/passwd", "", null!, items[0].Id];

        var done = await replay.RunAsync(Range(dryRun: false) with { Ids = ids }, CancellationToken.None);

        Assert.Equal(
            [("a", "replayed"), ("b", "unknown_destination"), (null, "not_replayable"), (null, "not_found"), (null, "not_found")],
            done.Results.Select(result => (result.EventId, result.Status)).OrderBy(result => result.EventId is null).ThenBy(result => result.EventId)
                .ThenByDescending(result => result.Status, StringComparer.Ordinal));
        Assert.Single(queue.Sent);
    }

    [Fact]
    public async Task Event_that_outgrew_a_message_says_so_and_is_not_marked()
    {
        await KeepAsync(Letters.Of("a", emails: 800), Letters.Of("b"));

        var done = await replay.RunAsync(Range(dryRun: false), CancellationToken.None);

        Assert.Equal([("a", "too_large"), ("b", "replayed")], done.Results.Select(result => (result.EventId, result.Status)).Order());
        Assert.Equal("too_large", (await replay.RunAsync(Range(dryRun: false), CancellationToken.None)).Results.Single(result => result.EventId == "a").Status);
    }

    [Fact]
    public async Task More_ids_than_one_call_takes_are_named_instead_of_forgotten()
    {
        var done = await replay.RunAsync(
            Range(dryRun: true) with { Ids = [.. Enumerable.Range(0, DeadLetterReplay.MaxPerCall + 1).Select(i => $"id-{i}")] }, CancellationToken.None);

        Assert.Equal(DeadLetterReplay.MaxPerCall + 1, done.Results.Count);
        Assert.Equal("over_limit", done.Results[^1].Status);
    }

    [Fact]
    public async Task Range_goes_on_where_the_last_call_ended()
    {
        await KeepAsync([.. Enumerable.Range(0, 5).Select(i => Letters.Of($"e{i}", seconds: i))]);

        var first = await replay.RunAsync(Range(dryRun: false) with { Limit = 3 }, CancellationToken.None);
        var second = await replay.RunAsync(Range(dryRun: false) with { Limit = 3, Next = first.Next }, CancellationToken.None);

        Assert.Equal((3, 2, null), (first.Replayed, second.Replayed, second.Next));
        Assert.Equal(["e0", "e1", "e2", "e3", "e4"], queue.Sent.SelectMany(sent => sent.Envelope.Events).Select(item => item.Facts.EventId));
    }

    [Fact]
    public async Task Many_messages_become_visible_one_after_the_other()
    {
        await KeepAsync([.. Enumerable.Range(0, 4).Select(i => Letters.Of($"e{i}", seconds: i, emails: 500))]);

        await replay.RunAsync(Range(dryRun: false), CancellationToken.None);

        Assert.Equal([null, 200, 400, 600], queue.Sent.Select(sent => sent.Delay?.TotalMilliseconds));
    }

    private static ReplayRequestJson Range(bool? dryRun) => new(null, Letters.Accepted, null, null, null, null, null, null, dryRun);

    private async Task KeepAsync(params DeadLetter[] letters)
    {
        foreach (var letter in letters)
            await Letters.Store(container).KeepAsync(letter, CancellationToken.None);
    }
}
