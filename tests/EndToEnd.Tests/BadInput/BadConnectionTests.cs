using Testing.Harness;

namespace EndToEnd.Tests.BadInput;

public sealed class BadConnectionTests(BadInputCollection.Fixture fixture) : BadInputTest(fixture)
{
    private static readonly byte[] Body = "{\"event_name\":\"PURCHASE\"}"u8.ToArray();

    [Theory]
    [InlineData("/api/events")]
    [InlineData("/api/webhooks/shop")]
    public async Task Body_shorter_than_its_Content_Length_is_400(string path)
    {
        var (status, text) = await SendAsync(path, "Content-Length: 1000", Body, AfterSending.Finish);

        // The host answers, without a word. Whoever has closed its side may also find that no one answers any more.
        Assert.Contains(status, (int[])[400, 0]);
        Assert.DoesNotContain("accepted", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/events")]
    [InlineData("/api/webhooks/shop")]
    public async Task Sender_gone_before_the_end_of_its_body_harms_nobody(string path)
    {
        await SendAsync(path, "Content-Length: 1000", Body, AfterSending.Leave);
        await SendAsync(path, "Transfer-Encoding: chunked", "5\r\n{\"eve\r\n"u8.ToArray(), AfterSending.Leave);
        await SendAsync(path, "Transfer-Encoding: chunked", "5\r\n{\"eve\r\n"u8.ToArray(), AfterSending.Finish);
    }

    [Fact]
    public async Task Body_longer_than_its_Content_Length_is_cut_there()
    {
        var (status, text) = await SendAsync("/api/events", "Content-Length: 5", Body, AfterSending.Wait);

        Assert.Equal(400, status);
        Assert.Contains("malformed_json", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_that_never_goes_on_is_given_up()
    {
        var (status, _) = await SendAsync("/api/events", "Content-Length: 1000", Body, AfterSending.Wait);

        Assert.Contains(status, (int[])[400, 408]);
    }

    [Theory]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: ten")]
    [InlineData("Content-Length: 5\nContent-Length: 6")]
    [InlineData("Transfer-Encoding: gzip")]
    public async Task Impossible_framing_is_400(string header) =>
        Assert.Equal(400, (await SendAsync("/api/events", header, Body, AfterSending.Wait)).Status);

    [Theory]
    [InlineData("xyz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}xx0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\n{}")]
    public async Task Broken_chunks_are_400(string chunks)
    {
        // The host's proxy meets them first, and answers without a word of the app.
        var (status, _) = await SendAsync(
            "/api/events", "Transfer-Encoding: chunked", System.Text.Encoding.ASCII.GetBytes(chunks), AfterSending.Wait);

        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("GET", "/api/events")]
    [InlineData("PUT", "/api/webhooks/shop")]
    [InlineData("POST", "/api/health")]
    [InlineData("POST", "/api/webhooks")]
    [InlineData("POST", "/events")]
    [InlineData("POST", "/api/nothing")]
    public async Task Other_method_or_path_is_404(string method, string path) =>
        Assert.Equal(404, (await RawHttp.SendAsync(Scenario.App.Address, $"{method} {path} HTTP/1.1\nContent-Length: 2\n{Json}", "{}"u8.ToArray())).Status);

    private Task<(int Status, string Text)> SendAsync(string path, string framing, byte[] body, AfterSending after) =>
        RawHttp.SendAsync(Scenario.App.Address, $"POST {path} HTTP/1.1\n{framing}\n{Json}", body, after);
}
