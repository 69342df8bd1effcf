using SpotifyStandIn.Faults;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Faults;

public sealed class FaultScriptTests : StandInTest
{
    [Fact]
    public async Task Steps_are_consumed_in_order_and_then_the_normal_behaviour_returns()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 503, Times = 2 }, new FaultStep { Status = 429 });

        Assert.Equal([503, 503, 429, 200, 200], await StatusesAsync(5));
    }

    [Fact]
    public async Task Status_step_answers_with_its_headers_and_body_and_processes_nothing()
    {
        Assert.Equal(204, (await StandIn.PutAsync(
            "/faults", """[{"status":503,"times":3,"headers":{"Retry-After":"30"},"body":"<html>down</html>","delay_ms":1}]""")).Status);

        var reply = await StandIn.PostDirectAsync(EventBody.Direct());

        Assert.Equal((503, "<html>down</html>", "30"), (reply.Status, reply.Text, reply.Headers["Retry-After"]));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((503, "status", false), (received.Status, received.Fault, received.Accepted));
        Assert.Equal("order-1001", Assert.Single(received.Events).Id);
    }

    [Fact]
    public async Task Success_status_replaces_only_the_answer_of_a_valid_batch()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 202, Body = "taken", Times = 2 });

        var valid = await StandIn.PostDirectAsync(EventBody.Direct());
        var invalid = await StandIn.PostDirectAsync(EventBody.Direct().Without("event_id"));

        Assert.Equal((202, "taken"), (valid.Status, valid.Text));
        invalid.IsRefusedOnlyWith("events[0].event_id: is required");
        Assert.Equal(1, StandIn.Server.Received.Summarize().AcceptedEvents);
    }

    [Fact]
    public async Task Event_id_prefix_matches_any_event_of_a_batch()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 500, WhenEventIdPrefix = "bad-", Forever = true });

        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct("good-1"))).Status);
        Assert.Equal(500, (await StandIn.PostDirectAsync(EventBody.Direct("good-1").Plus("good-2", "bad-3"))).Status);
        Assert.Equal(500, (await StandIn.PostDirectAsync(EventBody.Direct("bad-1"))).Status);
    }

    [Fact]
    public async Task Step_that_does_not_match_leaves_the_request_to_the_next_one()
    {
        StandIn.Server.Faults.Play(
            new FaultStep { Status = 500, WhenEventIdPrefix = "other" },
            new FaultStep { Status = 502 });

        Assert.Equal([502, 200], await StatusesAsync(2));
    }

    [Fact]
    public async Task Step_without_path_leaves_token_requests_alone()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 503 });

        Assert.Equal(200, (await StandIn.AskForTokenAsync()).Status);
        Assert.Equal([503, 200], await StatusesAsync(2));
    }

    [Fact]
    public async Task Step_with_path_matches_only_that_path()
    {
        StandIn.Server.Faults.Play(
            new FaultStep { Status = 503, Path = "/api/token" }, new FaultStep { Status = 500, Path = "/flat/capi-direct/events/" });

        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        Assert.Equal(503, (await StandIn.AskForTokenAsync()).Status);
        Assert.Equal(500, (await StandIn.PostFlatAsync(EventBody.Flat())).Status);
    }

    [Fact]
    public async Task Probability_with_the_same_seed_gives_the_same_decisions()
    {
        var step = new FaultStep { Status = 500, Probability = 0.3, Seed = 7, Forever = true };
        StandIn.Server.Faults.Play(step);
        var first = await StatusesAsync(40);
        StandIn.Server.Faults.Play(step);
        var second = await StatusesAsync(40);

        Assert.Equal(first, second);
        Assert.InRange(first.Count(status => status == 500), 5, 20);
    }

    [Fact]
    public async Task Step_for_some_seconds_ends_by_the_clock()
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 500, ForSeconds = 60 });
        Assert.Equal([500, 500, 500], await StatusesAsync(3));

        StandIn.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal([200, 200], await StatusesAsync(2));
    }

    [Fact]
    public async Task Rate_limit_lets_the_burst_pass_and_names_the_seconds_to_wait()
    {
        StandIn.Server.Faults.Play(new FaultStep { RatePerSecond = 0.5, Burst = 2 });
        Assert.Equal([200, 200], await StatusesAsync(2));

        var limited = await StandIn.PostDirectAsync(EventBody.Direct());
        Assert.Equal(429, limited.Status);
        Assert.Equal(("2", "2", "0", "2"), (
            limited.Headers["Retry-After"], limited.Headers["X-RateLimit-Reset"],
            limited.Headers["X-RateLimit-Remaining"], limited.Headers["X-RateLimit-Limit"]));

        StandIn.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([200, 429], await StatusesAsync(2));
    }

    [Fact]
    public async Task Poisoned_event_refuses_its_whole_batch_and_nothing_else()
    {
        await StandIn.PutAsync("/faults", """[{"reject_event_id_prefix":"poison"}]""");

        var refused = await StandIn.PostDirectAsync(EventBody.Direct("a").Plus("b", "poison-1", "c"));
        var accepted = await StandIn.PostDirectAsync(EventBody.Direct("a").Plus("b", "c"));
        var alone = await StandIn.PostDirectAsync(EventBody.Direct("poison-1"));
        var unauthorized = await StandIn.PostDirectAsync(EventBody.Direct("poison-1"), "wrong");

        refused.IsRefusedOnlyWith("events[2].event_id: is refused by the fault script");
        alone.IsRefusedOnlyWith("events[0].event_id: is refused by the fault script");
        Assert.Equal((200, 401), (accepted.Status, unauthorized.Status));
        Assert.Equal(3, StandIn.Server.Received.Summarize().AcceptedEvents);
    }

    [Fact]
    public async Task Script_can_be_read_and_cleared()
    {
        await StandIn.PutAsync("/faults", """[{"status":503,"times":2},{"reset":true,"forever":true}]""");
        await StandIn.PostDirectAsync(EventBody.Direct());

        var script = await StandIn.GetAsync("/faults");
        Assert.Equal(
            """[{"step":{"status":503,"times":2},"remaining":1},{"step":{"reset":"before","forever":true},"remaining":null}]""", script.Text);

        Assert.Equal(204, (await StandIn.DeleteAsync("/faults")).Status);
        Assert.Equal("[]", (await StandIn.GetAsync("/faults")).Text);
        Assert.Equal([200], await StatusesAsync(1));
    }

    [Theory]
    [InlineData("""{"status":503}""")]
    [InlineData("""[null]""")]
    [InlineData("""[{"statsu":503}]""")]
    [InlineData("""[{"reset":"later"}]""")]
    [InlineData("""[{}]""")]
    [InlineData("""[{"status":99}]""")]
    [InlineData("""[{"status":503,"times":0}]""")]
    [InlineData("""[{"status":503,"times":1,"forever":true}]""")]
    [InlineData("""[{"status":503,"probability":1.5,"seed":1}]""")]
    [InlineData("""[{"status":503,"probability":0.5}]""")]
    [InlineData("""[{"headers":{"Retry-After":"3"},"delay_ms":1}]""")]
    [InlineData("""[{"status":503,"headers":{"Content-Length":"3"}}]""")]
    [InlineData("""[{"reset":"before","when_event_id_prefix":"a"}]""")]
    [InlineData("""[{"reset":"after","silence_ms":5}]""")]
    [InlineData("""[{"rate_per_second":0}]""")]
    [InlineData("""[{"drip_bytes_per_second":0}]""")]
    [InlineData("""[{"reject_event_id_prefix":""}]""")]
    public async Task Script_that_cannot_mean_what_it_says_is_refused_and_the_old_one_stays(string json)
    {
        StandIn.Server.Faults.Play(new FaultStep { Status = 503 });

        Assert.Equal(400, (await StandIn.PutAsync("/faults", json)).Status);
        Assert.Equal(503, Assert.Single(StandIn.Server.Faults.Steps).Step.Status);
    }

    private async Task<List<int>> StatusesAsync(int count)
    {
        var statuses = new List<int>(count);
        for (var i = 0; i < count; i++)
            statuses.Add((await StandIn.PostDirectAsync(EventBody.Direct($"order-{i}"))).Status);
        return statuses;
    }
}
