using Microsoft.AspNetCore.Http;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class HttpBodyTests
{
    private const int Max = 10_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(Max)]
    public async Task BodyUpToTheLimit_IsReadAsItIs(int length)
    {
        var sent = Bytes(length);

        foreach (var request in (HttpRequest[])[Builders.Http.Post(sent), Builders.Http.Post(new OneByteAtATime(sent))])
        {
            var body = await HttpBody.ReadAsync(request, Max, default);

            Assert.Null(body.Problem);
            Assert.Equal(sent, body.Bytes.ToArray());
        }
    }

    [Fact]
    public async Task BodyOverTheLimit_Is413_WhetherItSaysSoOrNot()
    {
        foreach (var request in (HttpRequest[])[Builders.Http.Post(Bytes(Max + 1)), Builders.Http.Post(new OneByteAtATime(Bytes(Max + 1)))])
        {
            var answer = await (await HttpBody.ReadAsync(request, Max, default)).Problem!.SeenAsync();

            Assert.Equal((413, "body_too_large"), (answer.Status, Assert.Single(answer.Codes)));
        }
    }

    [Fact]
    public async Task BodyThatSaysItIsTooLong_IsNotRead()
    {
        var request = Builders.Http.Post(new NeverRead());
        request.ContentLength = Max + 1;

        Assert.NotNull((await HttpBody.ReadAsync(request, Max, default)).Problem);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task EncodedBody_Is415(string encoding)
    {
        var body = await HttpBody.ReadAsync(Builders.Http.Post("{}"u8, "application/json", ("Content-Encoding", encoding)), Max, default);

        Assert.Equal(415, (await body.Problem!.SeenAsync()).Status);
    }

    [Fact]
    public async Task IdentityEncoding_IsNone() => Assert.Null(
        (await HttpBody.ReadAsync(Builders.Http.Post("{}"u8, "application/json", ("Content-Encoding", "identity")), Max, default)).Problem);

    [Fact]
    public async Task BodyThatBreaks_IsTheSendersMistake()
    {
        var failure = await Assert.ThrowsAsync<BadHttpRequestException>(
            async () => await HttpBody.ReadAsync(Builders.Http.Post(new Broken()), Max, default));

        Assert.Equal(400, failure.StatusCode);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("APPLICATION/JSON", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData(" application/json ;charset=utf-8", true)]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("application/jsonp", false)]
    [InlineData("text/json", false)]
    [InlineData("text/plain; application/json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void ContentType_IsJsonOrNot(string? type, bool isJson) => Assert.Equal(isJson, HttpBody.IsJson(Builders.Http.Post("{}"u8, type)));

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);
    }

    private sealed class NeverRead : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nobody should read this.");
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Bad chunk size data.");
    }
}
