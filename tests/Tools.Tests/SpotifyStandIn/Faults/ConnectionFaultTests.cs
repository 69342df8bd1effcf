using System.Net.Sockets;
using SpotifyStandIn.Faults;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Faults;

public sealed class ConnectionFaultTests : StandInTest
{
    [Theory]
    [InlineData(ResetPoint.Before, "reset_before", 0)]
    [InlineData(ResetPoint.After, "reset_after", 1)]
    public async Task Reset_CutsTheConnectionWithoutProcessing(ResetPoint point, string fault, int eventsRead)
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = point });

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((null, false, fault, eventsRead), (received.Status, received.Accepted, received.Fault, received.Events.Count));
        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
    }

    [Fact]
    public async Task ResetAfterProcessing_IsAcceptedAlthoughTheSenderNeverLearnsIt()
    {
        await StandIn.PutAsync("/faults", """[{"status":200,"reset":"after"}]""");

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((200, true, "reset_after_processing"), (received.Status, received.Accepted, received.Fault));
        await Limit.UntilAsync(() => received.Answered == false, "the log says that no answer went out");
        Assert.Equal(1, StandIn.Server.Received.Summarize().DistinctEventIds);
    }

    [Fact]
    public async Task ResetMatchedByEventId_LeavesOtherBatchesAlone()
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = ResetPoint.After, WhenEventIdPrefix = "cut", Forever = true });

        Assert.Equal(200, (await StandIn.PostDirectAsync(EventBody.Direct())).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => StandIn.PostDirectAsync(EventBody.Direct("cut-1")));
    }

    [Fact]
    public async Task ResetOfATokenRequest_IsPossibleByPath()
    {
        StandIn.Server.Faults.Play(new FaultStep { Reset = ResetPoint.Before, Path = "/api/token" });

        await Assert.ThrowsAsync<HttpRequestException>(() => StandIn.AskForTokenAsync());
        Assert.Equal(200, (await StandIn.AskForTokenAsync()).Status);
    }

    [Fact]
    public async Task Silence_AnswersNothingAndThenCuts()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 200 });

        var (text, end) = await PostRawAsync();

        Assert.Equal(("", SocketError.ConnectionReset), (text, end));
        var received = Assert.Single(StandIn.Server.Received.Requests);
        Assert.Equal((null, false, "silence"), (received.Status, received.Accepted, received.Fault));
    }

    [Fact]
    public async Task SilentRequest_IsOnRecordWhileTheSenderStillWaits()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 60_000 });
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));

        await Limit.UntilAsync(() => StandIn.Server.Received.Requests.Count == 1, "the request is logged");

        Assert.Null(StandIn.Server.Received.Requests[0].Answered);
        client.Dispose();
        await Limit.UntilAsync(() => StandIn.Server.Received.Requests[0].Answered == false, "the sender's hanging up is noticed");
    }

    [Fact]
    public async Task SilenceWithAStatus_SendsTheHeadersAndNoBody()
    {
        StandIn.Server.Faults.Play(new FaultStep { SilenceMs = 200, Status = 200 });

        var (text, end) = await PostRawAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.ConnectionReset, end);
    }

    [Fact]
    public async Task Drip_SendsTheHeadersAtOnceAndTheBodySlowly()
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
    public async Task FastDrip_DeliversTheWholeAnswer()
    {
        StandIn.Server.Faults.Play(new FaultStep { DripBytesPerSecond = 2_000 });

        Assert.Equal("""{"message":"SUCCESS"}""", (await StandIn.PostDirectAsync(EventBody.Direct())).Text);
    }

    [Fact]
    public async Task Delay_IsProcessedFirstAndAnsweredLater()
    {
        StandIn.Server.Faults.Play(new FaultStep { DelayMs = 60_000 });
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));

        await Limit.UntilAsync(() => StandIn.Server.Received.Summarize().AcceptedEvents == 1, "the event is accepted before the answer");

        var (text, end) = await client.ReadToEndAsync(Limit.Seconds(1));
        Assert.Equal(("", null), (text, end));
    }

    [Fact]
    public async Task ShuttingDown_CutsWhatIsStillSilent()
    {
        var own = await TestStandIn.StartAsync();
        own.Server.Faults.Play(new FaultStep { SilenceMs = 600_000 });
        using var client = await RawClient.PostAsync(own.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));
        await Limit.UntilAsync(() => own.Server.Received.Requests.Count == 1, "the request is logged");

        await own.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

        Assert.NotNull((await client.ReadToEndAsync(Limit.Seconds(10))).End);
    }

    private async Task<(string Text, SocketError? End)> PostRawAsync()
    {
        using var client = await RawClient.PostAsync(StandIn.Server.CapiDirectEndpoint, EventBody.Direct().ToString(), Limit.Seconds(10));
        return await client.ReadToEndAsync(Limit.Seconds(10));
    }
}
