using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

/// <summary>A replay of many dead letters is a job that any instance resumes where the last one ended.</summary>
public sealed class ReplayRunTests : IClassFixture<AzuriteCollection.Storage>, IDisposable
{
    private static readonly DeadLetterFilter Any = new(null, null, null, null);

    private readonly Azure.Storage.Blobs.BlobContainerClient container;
    private readonly RecordedRequests requests = new();
    private readonly RecordedQueue queue = new();
    private readonly StandingTime time = new();
    private readonly ConversionTelemetry telemetry = new();
    private readonly DestinationPipelines lanes;

    public ReplayRunTests(AzuriteCollection.Storage storage)
    {
        container = storage.NewContainer(requests);
        lanes = new DestinationPipelines([new Destination { Name = "main", Endpoint = new Uri("http://127.0.0.1/") }], new BreakerOptions(), time);
    }

    public void Dispose()
    {
        lanes.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task All_letters_are_queued_once_and_marked_for_few_requests()
    {
        await KeepAsync(Enumerable.Range(0, 300).Select(i => Letters.Of($"e{i}", seconds: i)));
        var before = requests.Count("");

        var job = await RunAsync();

        Assert.Equal((ReplayJob.Done, 300, 300, 0), (job.Status, job.Found, job.Replayed, job.Skipped.Count));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"e{i}").Order(), Ids.Order());
        Assert.Equal(queue.Sent.Count, job.Messages);
        Assert.All(queue.Sent, sent => Assert.True(sent.Envelope.Header is { Replayed: true, Attempt: 0 }));

        // One by one it would be two for each letter.
        Assert.InRange(requests.Count("") - before, 1, 20 + queue.Sent.Count);
        Assert.Empty((await new DeadLetterList(container).PageAsync(Any with { OnlyOpen = true }, 10, null, CancellationToken.None)).Items);
        var (items, _) = await new DeadLetterList(container).PageAsync(Any, 1000, null, CancellationToken.None);
        Assert.Equal(300, items.Count);
        Assert.All(items, item => Assert.Equal((1, time.GetUtcNow()), (item.Replays, item.ReplayedAt)));
    }

    [Fact]
    public async Task Letter_whose_metadata_does_not_hold_it_is_read()
    {
        await KeepAsync([Letters.Of("long", emails: 200), Letters.Of("old")]);
        var old = container.GetBlobClient(DeadLetterStore.NameOf("main", SpotifyCapi.Events.StandardEvent.Purchase, "old", Letters.Accepted));
        var metadata = (await old.GetPropertiesAsync()).Value.Metadata;
        Assert.True(metadata.Remove("letter"));
        await old.SetMetadataAsync(metadata);

        var job = await RunAsync();

        Assert.Equal(2, job.Replayed);
        Assert.Equal(["long", "old"], Ids.Order());
        Assert.Equal(200, queue.Sent.SelectMany(sent => sent.Envelope.Events).Single(item => item.Facts.EventId == "long").Identifiers.HashedEmails.Count);
    }

    [Fact]
    public async Task Letters_that_cannot_be_replayed_are_counted_by_their_reason()
    {
        await KeepAsync([Letters.Of("a"), Letters.Of("b", destination: "gone"), Letters.Of("c", emails: 800), Letters.Of("d", reason: DeliveryReasons.Expired)]);
        await Letters.Store(container).KeepUnreadableAsync("message", "x"u8.ToArray(), Letters.Accepted, Letters.Accepted, CancellationToken.None);

        var job = await RunAsync();
        Assert.Equal((5, 2), (job.Found, job.Replayed));
        Assert.Equal(["not_replayable 1", "too_large 1", "unknown_destination 1"], job.Skipped.Select(pair => $"{pair.Key} {pair.Value}").Order());

        var second = await RunAsync(new() { Reason = DeliveryReasons.Expired });
        Assert.Equal((1, 0, 1), (second.Found, second.Replayed, second.Skipped["already_replayed"]));
        Assert.Equal((1, 1), ((await RunAsync(new() { Reason = DeliveryReasons.Expired, Again = true })).Replayed, Ids.Count(id => id == "a")));
    }

    [Fact]
    public async Task Dry_run_counts_and_stores_nothing()
    {
        await KeepAsync([Letters.Of("a"), Letters.Of("b", destination: "gone")]);

        var job = await Run().TryAsync(Request(new()), CancellationToken.None);

        Assert.Equal((ReplayJob.DryRun, 2, 1), (job.Status, job.Found, job.Replayed));
        Assert.Empty(queue.Sent);
        Assert.Empty(await Jobs().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Queue_that_refuses_halfway_ends_the_run_and_the_next_one_resumes_without_sending_any_twice()
    {
        await KeepAsync(Enumerable.Range(0, 12).Select(i => Letters.Of($"e{i}", seconds: i, emails: 500)));
        queue.Room = 5;

        var halted = await RunAsync();
        Assert.Equal((ReplayJob.Running, ErrorCodes.QueueUnavailable), (halted.Status, halted.Problem));
        Assert.Equal([halted.Id], await Jobs().OpenAsync(CancellationToken.None));

        queue.Room = int.MaxValue;
        var job = await Run().ResumeAsync(halted.Id, DateTimeOffset.MaxValue, CancellationToken.None);

        Assert.Equal((ReplayJob.Done, 12, null), (job!.Status, job.Replayed, job.Problem));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"e{i}").Order(), Ids.Order());
        Assert.Empty(await Jobs().OpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Letter_that_a_job_has_replayed_is_passed_over_by_the_replay_of_a_few_and_counted_once_more_when_asked_again()
    {
        await KeepAsync([Letters.Of("a")]);
        await RunAsync();
        var few = new DeadLetterReplay(container, Letters.Store(container), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, time);
        string[] ids = [(await new DeadLetterList(container).PageAsync(Any, 1, null, CancellationToken.None)).Items[0].Id];

        Assert.Equal("already_replayed", (await few.RunAsync(Request(new()) with { Ids = ids }, CancellationToken.None)).Results[0].Status);
        Assert.Equal("replayed", (await few.RunAsync(Request(new() { Again = true }) with { Ids = ids }, CancellationToken.None)).Results[0].Status);
        Assert.Equal(2, (await new DeadLetterList(container).PageAsync(Any, 1, null, CancellationToken.None)).Items[0].Replays);
    }

    [Fact]
    public async Task Job_and_replays_of_a_few_at_once_send_each_letter_once()
    {
        await KeepAsync(Enumerable.Range(0, 5).Select(i => Letters.Of($"e{i}", seconds: i)));
        var now = TimeProvider.System;
        var few = new DeadLetterReplay(container, Letters.Store(container), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, now);
        var many = new ReplayRun(container, new ReplayJobs(container, now), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, now);
        var (job, _) = await new ReplayJobs(container, now).CreateAsync(Request(new()), CancellationToken.None);
        string[] ids = [.. (await new DeadLetterList(container).PageAsync(Any, 10, null, CancellationToken.None)).Items.Select(item => item.Id)];

        await Task.WhenAll(
        [
            many.ResumeAsync(job!.Id, DateTimeOffset.MaxValue, CancellationToken.None),
            .. Enumerable.Range(0, 4).Select(_ => few.RunAsync(Request(new()) with { Ids = ids }, CancellationToken.None)),
        ]);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"e{i}"), Ids.Order());
    }

    [Fact]
    public async Task Job_whose_turn_does_not_come_says_so_and_goes_on_the_next_time()
    {
        await KeepAsync([Letters.Of("a")]);
        var id = (await CreateAsync(new())).Id;
        ReplayJob? waited;
        await using (await container.HoldAsync("replay/turn"))
        {
            var waiting = Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None);
            while (!waiting.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10);
            }

            waited = await waiting;
        }

        Assert.Equal((ReplayJob.Running, ErrorCodes.ReplayRunning), (waited!.Status, waited.Problem));
        Assert.Empty(queue.Sent);
        var resumed = await Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal((ReplayJob.Done, 1, null), (resumed!.Status, resumed.Replayed, resumed.Problem));
    }

    /// <summary>As when the process is killed: queued, not marked, and the job still claimed.</summary>
    [Fact]
    public async Task Run_that_dies_between_queue_and_mark_is_taken_over_later_and_loses_nothing()
    {
        await KeepAsync([Letters.Of("a"), Letters.Of("b", seconds: 1)]);
        requests.CutOff("comp=appendblock");
        var id = (await CreateAsync(new())).Id;
        await Assert.ThrowsAnyAsync<Exception>(() => Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None));
        requests.CutOff(null);

        Assert.Equal(ReplayJob.Running, (await Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None))!.Status);
        time.Advance(TimeSpan.FromMinutes(2));
        var job = await Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None);

        Assert.Equal((ReplayJob.Done, 2), (job!.Status, job.Replayed));
        Assert.Equal(["a", "a", "b", "b"], Ids.Order());
    }

    [Fact]
    public async Task Two_instances_do_not_overwrite_each_other()
    {
        await KeepAsync(Enumerable.Range(0, 50).Select(i => Letters.Of($"e{i}", seconds: i)));
        var id = (await CreateAsync(new())).Id;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None)));

        Assert.Equal(50, Ids.Count());
        var (job, version) = (await Jobs().FindAsync(id, CancellationToken.None))!.Value;
        Assert.NotNull(await Jobs().SaveAsync(job, version, CancellationToken.None));
        Assert.Null(await Jobs().SaveAsync(job, version, CancellationToken.None));
    }

    [Fact]
    public async Task Letter_that_is_given_up_after_the_job_was_asked_for_is_none_of_it()
    {
        await KeepAsync([Letters.Of("a")]);
        var asked = await CreateAsync(new());
        await KeepAsync([Letters.Of("again") with { DiedAt = time.GetUtcNow().AddSeconds(1) }]);

        var job = await Run().ResumeAsync(asked.Id, DateTimeOffset.MaxValue, CancellationToken.None);

        Assert.Equal((1, "a"), (job!.Replayed, Assert.Single(Ids)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../etc")]
    public async Task Job_that_is_not_there_is_none(string id) => Assert.Null(await Run().ResumeAsync(id, DateTimeOffset.MaxValue, CancellationToken.None));

    private IEnumerable<string> Ids => queue.Sent.SelectMany(sent => sent.Envelope.Events).Select(item => item.Facts.EventId);

    private sealed record Wish
    {
        public string? Reason { get; init; }

        public bool Again { get; init; }
    }

    private static ReplayRequestJson Request(Wish wish) => new(null, Letters.Accepted, null, wish.Reason, null, null, null, wish.Again, false);

    private async Task<ReplayJob> RunAsync(Wish? wish = null) => (await Run().ResumeAsync(
        (await CreateAsync(wish ?? new())).Id, DateTimeOffset.MaxValue, CancellationToken.None))!;

    private async Task<ReplayJob> CreateAsync(Wish wish) => (await Jobs().CreateAsync(Request(wish), CancellationToken.None)).Created!;

    private ReplayJobs Jobs() => new(container, time);

    private ReplayRun Run() => new(container, Jobs(), new DeadLetterList(container), lanes, queue, Intakes.Unwritten(), telemetry, time);

    private async Task KeepAsync(IEnumerable<DeadLetter> letters)
    {
        foreach (var letter in letters)
            await Letters.Store(container).KeepAsync(letter, CancellationToken.None);
    }
}
