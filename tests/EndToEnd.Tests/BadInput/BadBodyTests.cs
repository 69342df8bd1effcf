using System.IO.Compression;
using System.Text;
using Testing.Harness;

namespace EndToEnd.Tests.BadInput;

public sealed class BadBodyTests(BadInputCollection.Fixture fixture) : BadInputTest(fixture)
{
    private const int Limit = 1024 * 1024;
    private const int WebhookLimit = 8 * 1024 * 1024;

    public static TheoryData<string, string> Bodies => BadBodies.Codes;

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Bad_body_of_events_is_400_and_says_what_is_wrong(string body, string code)
    {
        var (status, text) = await PostEventsAsync(BadBodies.Make(body));

        Assert.Equal(400, status);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Bad_body_of_a_signed_webhook_is_400_and_says_what_is_wrong(string body, string code)
    {
        var (status, text) = await PostSignedAsync(BadBodies.Make(body));

        Assert.Equal(400, status);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no_events")]
    [InlineData("{\"events\":[]}", "no_events")]
    [InlineData("[null,1,[]]", "wrong_type")]
    [InlineData("{\"event_name\":{}}", "wrong_type")]
    [InlineData("{\"event_id\":\"1\",\"event_id\":\"2\"}", "duplicate_field")]
    [InlineData("{\"event_name\":\"PURCHASE\",\"value\":1e400}", "amount_invalid")]
    [InlineData("{\"event_name\":\"\\ud800\"}", "wrong_type")]
    public async Task Events_of_an_impossible_shape_are_400(string json, string code)
    {
        var (status, text) = await PostEventsAsync(Encoding.UTF8.GetBytes(json));

        Assert.Equal(400, status);
        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_events_are_413()
    {
        var (status, text) = await PostEventsAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1_001))}]"));

        Assert.Equal(413, status);
        Assert.Contains("too_many_events", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversize_body_is_413()
    {
        foreach (var (status, text) in (ValueTuple<int, string>[])[await PostEventsAsync(Padded(Limit)), await PostSignedAsync(Padded(WebhookLimit))])
        {
            Assert.Equal(413, status);
            Assert.Contains("body_too_large", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Webhook_beyond_the_limit_of_events_is_read_all()
    {
        var (status, text) = await PostSignedAsync(Padded(Limit));

        Assert.Equal(400, status);
        Assert.DoesNotContain("body_too_large", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversize_body_without_Content_Length_is_413()
    {
        byte[] body = [.. "200000\r\n"u8, .. new byte[2 * Limit], .. "\r\n0\r\n\r\n"u8];

        var (status, text) = await RawHttp.SendAsync(
            Scenario.App.Address, $"POST /api/events HTTP/1.1\nTransfer-Encoding: chunked\n{Json}", body);

        Assert.Equal(413, status);
        Assert.Contains("body_too_large", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_body_is_415()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync("{}"u8.ToArray());

        var (status, text) = await PostEventsAsync(compressed.ToArray(), $"{Json}\nContent-Encoding: gzip");

        Assert.Equal(415, status);
        Assert.Contains("unsupported_content_encoding", text, StringComparison.Ordinal);
        Assert.Equal(415, (await PostSignedAsync(compressed.ToArray(), $"{Json}\nContent-Encoding: gzip")).Status);
    }

    [Theory]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: application/x-www-form-urlencoded")]
    [InlineData("Content-Type: ")]
    [InlineData("X-No-Type: 1")]
    public async Task Other_Content_Type_is_415(string header)
    {
        var (status, text) = await PostEventsAsync("{}"u8.ToArray(), header);

        Assert.Equal(415, status);
        Assert.Contains("unsupported_media_type", text, StringComparison.Ordinal);
        Assert.Equal(415, (await PostSignedAsync("{}"u8.ToArray(), header)).Status);
    }

    private static byte[] Padded(int size) => Encoding.ASCII.GetBytes($"[\"{new string('x', size)}\"]");
}
