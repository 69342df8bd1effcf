using Microsoft.AspNetCore.Http;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class HttpBodyTests
{
    private const int Max = 10_000;

    private readonly BodyMemory memory = new(new IngestOptions());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(Max)]
    public async Task Body_up_to_the_limit_is_read_as_it_is(int length)
    {
        var sent = Bytes(length);

        foreach (var request in (HttpRequest[])[Builders.Http.Post(sent), Builders.Http.Post(new OneByteAtATime(sent))])
        {
            using var body = await HttpBody.ReadAsync(request, Max, memory, default);

            Assert.Null(body.Refusal);
            Assert.Equal(sent, body.Bytes.ToArray());
        }
    }

    [Fact]
    public async Task Body_over_the_limit_is_413_whether_it_says_so_or_not()
    {
        foreach (var request in (HttpRequest[])[Builders.Http.Post(Bytes(Max + 1)), Builders.Http.Post(new OneByteAtATime(Bytes(Max + 1)))])
        {
            var answer = await (await HttpBody.ReadAsync(request, Max, memory, default)).Refusal!.Answer.SeenAsync();

            Assert.Equal((413, "body_too_large"), (answer.Status, Assert.Single(answer.Codes)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_in_memory_is_held_until_it_is_done(bool announced)
    {
        var sent = Bytes(100_000);
        using (await HttpBody.ReadAsync(announced ? Builders.Http.Post(sent) : Builders.Http.Post(new MemoryStream(sent)), 200_000, memory, default))
        {
            Assert.InRange(memory.Held, 100_000, 200_000);
        }

        Assert.Equal(0, memory.Held);
    }

    [Fact]
    public async Task Length_that_is_only_announced_holds_no_memory()
    {
        var (coming, arrived) = (new TaskCompletionSource<int>(), new TaskCompletionSource());
        var request = Builders.Http.Post(new Slow(coming.Task, arrived));
        request.ContentLength = 8_000_000;
        var reading = HttpBody.ReadAsync(request, 8_000_000, memory, default);
        await arrived.Task;

        Assert.InRange(memory.Held, 1, 100_000);
        coming.SetException(new IOException("Gone."));
        await Assert.ThrowsAsync<BadHttpRequestException>(() => reading);
        Assert.Equal(0, memory.Held);
    }

    [Fact]
    public async Task More_than_may_be_held_is_503_with_a_time_to_come_back()
    {
        Assert.True(memory.TryTake(new IngestOptions().MaxBytesInFlight - 50_000));

        using var small = await HttpBody.ReadAsync(Builders.Http.Post(Bytes(40_000)), 200_000, memory, default);
        Assert.Null(small.Refusal);
        var request = Builders.Http.Post(Bytes(100_000));
        using var body = await HttpBody.ReadAsync(request, 200_000, memory, default);

        Assert.Equal("overloaded", body.Refusal!.Code);
        var answer = await body.Refusal.Answer.SeenAsync(request.HttpContext);
        Assert.Equal((503, "overloaded", "5"), (answer.Status, Assert.Single(answer.Codes), answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task Body_that_says_it_is_too_long_is_not_read()
    {
        var request = Builders.Http.Post(new NeverRead());
        request.ContentLength = Max + 1;

        Assert.NotNull((await HttpBody.ReadAsync(request, Max, memory, default)).Refusal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task Encoded_body_is_415(string encoding)
    {
        using var body = await HttpBody.ReadAsync(Builders.Http.Post("{}"u8, "application/json", ("Content-Encoding", encoding)), Max, memory, default);

        Assert.Equal(415, (await body.Refusal!.Answer.SeenAsync()).Status);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    [InlineData("identity, identity")]
    [InlineData("")]
    public async Task Identity_encoding_is_none(string encoding) => Assert.Null(
        (await HttpBody.ReadAsync(Builders.Http.Post("{}"u8, "application/json", ("Content-Encoding", encoding)), Max, memory, default)).Refusal);

    [Fact]
    public async Task Body_that_breaks_is_the_senders_mistake()
    {
        var failure = await Assert.ThrowsAsync<BadHttpRequestException>(
            async () => await HttpBody.ReadAsync(Builders.Http.Post(new Broken()), Max, memory, default));

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
    public void Content_Type_is_JSON_or_not(string? type, bool isJson) => Assert.Equal(isJson, HttpBody.IsJson(Builders.Http.Post("{}"u8, type)));

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

    private sealed class Slow(Task<int> next, TaskCompletionSource asked) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            asked.SetResult();
            return await next;
        }
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Bad chunk size data.");
    }
}
