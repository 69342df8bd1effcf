using System.Net.Sockets;
using SpotifyStandIn.Faults;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Faults;

public sealed class ConnectionFaultTests : StandInTest
{
    [Theory]
    [InlineData(ResetPoint.Before, "reset_before", 0)]
    [InlineData(ResetPoint.After, "reset_after", 1)]
    public async Task Reset_cuts_the_connection_without_processing(ResetPoint point, string fault, int eventsRead)
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = point });

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((null, false, fault, eventsRead), (received.Status, received.Accepted, received.Fault, received.Events.Count));
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task Reset_after_processing_is_accepted_although_the_sender_never_learns_it()
    {
        await StandIn.PutAsync("/faults", """[{"status":200,"reset":"after"}]""");

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((200, true, "reset_after_processing"), (received.Status, received.Accepted, received.Fault));
        await Eventually.TrueAsync(() => received.Answered == false, "the log says that no answer went out");
        Assert.Equal(1, StandIn.Server.Received.Summarize().DistinctEventIds);
    }

    [Fact]
    public async Task Reset_matched_by_event_id_leaves_other_batches_alone()
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = ResetPoint.After, WhenEventIdPrefix = "cut", Forever = true });

        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => StandIn.PostDirectAsync(EventBody.Direct("cut-1")));
    }

    [Fact]
    public async Task Reset_of_a_token_request_is_possible_by_path()
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = ResetPoint.Before, Path = "/api/token" });

        await Assert.ThrowsAsync<HttpRequestException>(() => StandIn.AskForTokenAsync());
        Assert.Equal(200, (await StandIn.AskForTokenAsync()).Status);
    }

    [Fact]
    public async Task Silence_answers_nothing_and_then_cuts()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 200 });

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((null, false, "silence"), (received.Status, received.Accepted, received.Fault));
    }

    [Fact]
    public async Task Silent_request_is_on_record_while_the_sender_still_waits()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 60_000 });
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));

        await Eventually.TrueAsync(() => StandIn.Server.Received.Requests.Count == 1, "the request is logged");

        Assert.Null(StandIn.Server.Received.Requests[0].Answered);
        client.Dispose();
        await Eventually.TrueAsync(() => StandIn.Server.Received.Requests[0].Answered == false, "the sender's hanging up is noticed");
    }

    [Fact]
    public async Task Silence_with_a_status_sends_the_headers_and_no_body()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 200, Status = 200 });

        var (text, end) = await PostRawAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.ConnectionReset, end);
    }

    [Fact]
    public async Task Drip_sends_the_headers_at_once_and_the_body_slowly()
    {
        StandIn.Server.Faults.Play(new FaultStep { DripBytesPerSecond = 2 });
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));

        var (text, end) = await client.ReadToEndAsync(Limit.Seconds(2));

        Assert.Null(end);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.InRange(body.Length, 1, """{"message":"SUCCESS"}""".Length - 1);
        Assert.StartsWith(body, """{"message":"SUCCESS"}""", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fast_drip_delivers_the_whole_answer()
    {
        StandIn.Server.Faults.Play(new FaultStep { DripBytesPerSecond = 2_000 });

        Assert.Equal("""{"message":"SUCCESS"}""", (await StandIn.PostDirectAsync(EventBody.Direct())).Text);
    }

    [Fact]
    public async Task Delay_is_processed_first_and_answered_later()
    {
        StandIn.Server.Faults.Play(new FaultStep { DelayMs = 60_000 });
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));

        await Eventually.TrueAsync(() => StandIn.Server.Received.Summarize().AcceptedEvents == 1, "the event is accepted before the answer");

        var (text, end) = await client.ReadToEndAsync(Limit.Seconds(1));
        Assert.Equal(("", null), (text, end));
    }

    [Fact]
    public async Task Shutting_down_cuts_what_is_still_silent()
    {
        var own = await TestStandIn.StartAsync();
        own.Server.Faults.Play(new FaultStep { SilenceMs = 600_000 });
        using var client = await RawClient.PostAsync(own.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));
        await Eventually.TrueAsync(() => own.Server.Received.Requests.Count == 1, "the request is logged");

        await own.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

        Assert.NotNull((await client.ReadToEndAsync(Limit.Seconds(10))).End);
    }

    private async Task<(string Text, SocketError? End)> PostRawAsync()
    {
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));
        return await client.ReadToEndAsync(Limit.Seconds(10));
    }
}
