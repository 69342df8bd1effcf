using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Records;

namespace SpotifyCapiFunctions.Tests.Functions;

/// <summary>A replay that comes to a halt halfway says how far it came, and asking again goes on from there.</summary>
public sealed class DeadLetterFunctionsTests : IClassFixture<AzuriteCollection.Storage>, IDisposable
{
    private readonly Azure.Storage.Blobs.BlobContainerClient container;
    private readonly RecordedRequests requests = new();
    private readonly RecordedQueue queue = new();
    private readonly StandingTime time = new();
    private readonly ConversionTelemetry telemetry = new();
    private readonly DestinationPipelines lanes;
    private readonly DeadLetterFunctions functions;

    public DeadLetterFunctionsTests(AzuriteCollection.Storage storage)
    {
        container = storage.NewContainer(requests);
        lanes = new DestinationPipelines([new Destination { Name = "main", Endpoint = new Uri("http://127.0.0.1/") }], new BreakerOptions(), time);
        var list = new DeadLetterList(container);
        var replay = new DeadLetterReplay(container, new DeadLetterStore(container, NullLogger<DeadLetterStore>.Instance), list, lanes, queue, Intakes.Unwritten(), telemetry, time);
        var jobs = new ReplayJobs(container, time);
        var runs = new ReplayRun(container, jobs, list, lanes, queue, Intakes.Unwritten(), telemetry, time);
        functions = new DeadLetterFunctions(list, replay, jobs, runs, new IngestOptions(), new BodyMemory(new IngestOptions()), time, new FakeLogger<DeadLetterFunctions>());
    }

    public void Dispose()
    {
        lanes.Dispose();
        telemetry.Dispose();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("AAAA")]
    [InlineData("fHx8")]
    [InlineData("MHxtYXJrZXI=")]
    public async Task Cursor_that_is_not_ours_is_400_instead_of_a_beginning_anywhere(string cursor)
    {
        await KeepAsync(1);
        var request = Builders.Http.Context().Request;
        request.QueryString = QueryString.Create("next", cursor);
        await functions.ListDeadLetters(request, CancellationToken.None);
        var listed = request.HttpContext.Seen();
        var replayed = await AskAsync($$"""{"reason":"rejected_by_spotify","dryRun":false,"next":"{{cursor}}"}""");

        Assert.All((Seen[])[listed, replayed], answer => Assert.Equal((400, "invalid_cursor"), (answer.Status, Assert.Single(answer.Codes))));
        Assert.Empty(queue.Bodies);
    }

    [Theory]
    [InlineData("""{"from":"2026-01-24T00:00:00Z","to":"2026-01-23T00:00:00Z"}""")]
    [InlineData("""{"from":"2026-01-24T00:00:00Z","to":"2026-01-23T00:00:00Z","dryRun":false}""")]
    public async Task Time_that_ends_before_it_begins_is_400_instead_of_nothing_found(string body)
    {
        await KeepAsync(1);
        var request = Builders.Http.Context().Request;
        request.QueryString = new QueryString("?from=2026-01-24T00:00:00Z&to=2026-01-23T00:00:00Z");
        await functions.ListDeadLetters(request, CancellationToken.None);

        Assert.All((Seen[])[request.HttpContext.Seen(), await AskAsync(body), await StartAsync(body)], answer => Assert.Equal((400, "range_invalid"), Refusal(answer)));
    }

    [Theory]
    [InlineData("""{"reason":"perhaps","dryRun":false}""", "wrong_type")]
    [InlineData("""{"reason":"expired","limit":-1,"dryRun":false}""", "wrong_type")]
    [InlineData("""{"ids":["a"],"reason":"expired","dryRun":false}""", "malformed_json")]
    [InlineData("null", "malformed_json")]
    [InlineData("{}", "malformed_json")]
    [InlineData("""{"from":"2026-01-23T00:00:00Z","reasons":"expired","dryRun":false}""", "malformed_json")]
    [InlineData("""{"reason":"expired","reason":"rejected_by_spotify","dryRun":false}""", "malformed_json")]
    public async Task Filter_that_is_not_understood_is_400_instead_of_a_replay_of_more(string body, string code)
    {
        await KeepAsync(1);

        Assert.All((Seen[])[await AskAsync(body), await StartAsync(body)], answer => Assert.Equal((400, code), Refusal(answer)));
        Assert.Empty(queue.Bodies);
    }

    [Fact]
    public async Task Replay_that_another_one_keeps_from_its_turn_is_409_and_sends_nothing()
    {
        await KeepAsync(1);
        Seen answer;
        await using (await container.HoldAsync("replay/turn"))
        {
            var asked = AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""");
            while (!asked.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(10);
            }

            answer = await asked;
            Assert.Equal(["would_replay"], (await AskAsync("""{"reason":"rejected_by_spotify"}""")).Results);
        }

        Assert.Equal((409, "replay_running"), Refusal(answer));
        Assert.Empty(queue.Bodies);
        Assert.Equal(["replayed"], (await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""")).Results);
    }

    [Fact]
    public async Task Queue_that_refuses_everything_leaves_all_for_the_next_call()
    {
        await KeepAsync(3);
        queue.Refuses = true;
        var halted = await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""");
        queue.Refuses = false;

        Assert.Equal((503, "5", 0), (halted.Status, halted.Headers.RetryAfter.ToString(), halted.Json.GetProperty("replayed").GetInt32()));
        Assert.Equal(["not_queued", "not_queued", "not_queued"], halted.Results);
        Assert.Equal(3, (await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""")).Json.GetProperty("replayed").GetInt32());
    }

    [Fact]
    public async Task Queue_that_refuses_halfway_is_answered_with_what_was_done_and_the_same_again_continues()
    {
        const string Body = """{"reason":"rejected_by_spotify","dryRun":false}""";
        await KeepAsync(3);
        queue.Room = 2;

        var halted = await AskAsync(Body);

        Assert.Equal((503, "queue_unavailable", 2), (halted.Status, Assert.Single(halted.Codes), halted.Json.GetProperty("replayed").GetInt32()));
        Assert.Equal(["replayed", "replayed", "not_queued"], halted.Results);
        Assert.StartsWith("2 of 3 dead letters are back in the queue", halted.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("repeat the request", halted.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        queue.Room = int.MaxValue;
        Assert.Equal(["already_replayed", "already_replayed", "replayed"], (await AskAsync(Body)).Results);
        EachWasSentOnce();
    }

    [Fact]
    public async Task Replay_once_more_that_is_refused_halfway_continues_with_the_ids_that_are_left()
    {
        await KeepAsync(3);
        await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""");
        queue.Sent.Clear();
        queue.Room = 2;

        var halted = await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false,"again":true}""");

        Assert.DoesNotContain("the same again", halted.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        queue.Room = int.MaxValue;
        Assert.Equal(["replayed"], (await AskAsync(JsonSerializer.Serialize(new { ids = IdsOf(halted, "not_queued"), dryRun = false, again = true }))).Results);
        EachWasSentOnce();
    }

    [Fact]
    public async Task Letter_that_cannot_be_marked_is_named_so_that_it_is_not_sent_twice()
    {
        await KeepAsync(3);
        requests.CutOff("comp=metadata");
        var halted = await AskAsync("""{"reason":"rejected_by_spotify","dryRun":false}""");
        requests.CutOff(null);

        Assert.Equal((503, "storage_unavailable", 1), (halted.Status, Assert.Single(halted.Codes), halted.Json.GetProperty("replayed").GetInt32()));
        Assert.Equal(["not_marked", "not_queued", "not_queued"], halted.Results);
        Assert.Contains("request the ids whose status is not_queued", halted.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await AskAsync(JsonSerializer.Serialize(new { ids = IdsOf(halted, "not_queued"), dryRun = false }));
        EachWasSentOnce();
    }

    [Fact]
    public async Task Replay_of_many_is_a_dry_run_unless_asked_for_and_is_found_by_its_id()
    {
        await KeepAsync(3);

        Assert.Equal((200, "dry_run", 3), Job(await StartAsync("""{"reason":"rejected_by_spotify"}""")));
        Assert.Empty(queue.Sent);
        var started = await StartAsync("""{"reason":"rejected_by_spotify","dryRun":false}""");

        Assert.Equal((202, "done", 3), Job(started));
        EachWasSentOnce();
        var id = started.Json.GetProperty("id").GetString()!;
        Assert.Equal((200, "done", 3), Job(await SeenAsync(request => functions.GetReplay(request, id, CancellationToken.None))));
        Assert.Equal(id, (await SeenAsync(request => functions.ListReplays(request, CancellationToken.None))).Json.GetProperty("replays")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Replay_of_many_that_comes_to_a_halt_is_the_only_one_and_is_resumed_by_the_timer()
    {
        const string Body = """{"reason":"rejected_by_spotify","dryRun":false}""";
        await KeepAsync(3);
        queue.Room = 2;
        var halted = await StartAsync(Body);
        queue.Room = int.MaxValue;

        Assert.Equal((202, "running"), (halted.Status, halted.Json.GetProperty("status").GetString()));
        Assert.Equal((409, "replay_running"), Refusal(await StartAsync(Body)));
        await functions.ResumeReplays(new Microsoft.Azure.Functions.Worker.TimerInfo(), CancellationToken.None);

        EachWasSentOnce();
        Assert.Equal((202, "done", 0), Job(await StartAsync(Body)));
    }

    [Fact]
    public async Task Replays_of_many_asked_for_at_once_are_one()
    {
        await KeepAsync(3);
        queue.Room = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync("""{"reason":"rejected_by_spotify","dryRun":false}""")));

        Assert.Equal([202, .. Enumerable.Repeat(409, 7)], answers.Select(answer => answer.Status).Order());
        var id = answers.Single(answer => answer.Status == 202).Json.GetProperty("id").GetString()!;
        Assert.All(answers.Where(answer => answer.Status == 409), answer => Assert.Contains(id, answer.Text, StringComparison.Ordinal));
    }

    /// <summary>Whoever began it was killed before it was there.</summary>
    [Fact]
    public async Task Replay_that_was_never_there_holds_nobody_up_for_long()
    {
        await KeepAsync(3);
        await container.WriteAsync("replay/latest", Encoding.ASCII.GetBytes($"20260101T000000000-00000000 {new StandingTime().GetUtcNow().ToUnixTimeMilliseconds()}"));
        const string Body = """{"reason":"rejected_by_spotify","dryRun":false}""";

        Assert.Equal((409, "replay_running"), Refusal(await StartAsync(Body)));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((202, "done", 3), Job(await StartAsync(Body)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ids":["a"]}""")]
    [InlineData("""{"reason":"expired","limit":5}""")]
    [InlineData("""{"reason":"expired","destinaton":"main","dryRun":false}""")]
    public async Task Replay_of_many_is_asked_for_by_a_range(string body) => Assert.Equal((400, "malformed_json"), Refusal(await StartAsync(body)));

    [Fact]
    public async Task Replay_that_is_not_there_is_404() => Assert.Equal("unknown_replay", Assert.Single((await SeenAsync(request => functions.GetReplay(request, "none", CancellationToken.None))).Codes));

    private static (int Status, string? Code) Refusal(Seen answer) => (answer.Status, Assert.Single(answer.Codes));

    private static (int Status, string? State, int Replayed) Job(Seen answer) =>
        (answer.Status, answer.Json.GetProperty("status").GetString(), answer.Json.GetProperty("replayed").GetInt32());

    private Task<Seen> StartAsync(string body) => SeenAsync(request => functions.StartReplay(request, CancellationToken.None), body);

    private static async Task<Seen> SeenAsync(Func<Microsoft.AspNetCore.Http.HttpRequest, Task> function, string body = "{}")
    {
        var request = Builders.Http.Post(Encoding.UTF8.GetBytes(body));
        await function(request);
        return request.HttpContext.Seen();
    }

    private static string[] IdsOf(Seen answer, string status) =>
    [
        .. answer.Json.GetProperty("results").EnumerateArray()
            .Where(result => result.GetProperty("status").GetString() == status)
            .Select(result => result.GetProperty("id").GetString()!),
    ];

    private void EachWasSentOnce() =>
        Assert.Equal(["e0", "e1", "e2"], queue.Sent.SelectMany(sent => sent.Envelope.Events).Select(item => item.Facts.EventId).Order());

    // So large that each has a message of its own.
    private async Task KeepAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await new DeadLetterStore(container, NullLogger<DeadLetterStore>.Instance).KeepAsync(Letters.Of($"e{i}", seconds: i, emails: 500), CancellationToken.None);
    }

    private async Task<Seen> AskAsync(string body)
    {
        var request = Builders.Http.Post(Encoding.UTF8.GetBytes(body));
        await functions.ReplayDeadLetters(request, CancellationToken.None);
        return request.HttpContext.Seen();
    }
}
