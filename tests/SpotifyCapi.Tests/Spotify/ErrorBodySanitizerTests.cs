using System.Text;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>What is kept of the words of an answer, seen through the client.</summary>
public sealed class ErrorBodySanitizerTests
{
    private const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    [Theory]
    [InlineData("""{"messages":["first","second","third","fourth"]}""", "first second third")]
    [InlineData("""{"message":"bad event"}""", "bad event")]
    [InlineData("""{"error":"invalid_client","error_description":"no such client"}""", "no such client")]
    [InlineData("""{"error":"invalid_client"}""", "invalid_client")]
    [InlineData("""{"error":{"status":400,"message":"bad event"}}""", "bad event")]
    [InlineData("""{"error":{"code":7}}""", """{"code":7}""")]
    [InlineData("""{"messages":[]}""", null)]
    [InlineData("""{"message":null}""", null)]
    [InlineData("""{"code":7}""", """{"code":7}""")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("Bad \t\r\n gateway", "Bad gateway")]
    [InlineData("<html><body>502 Bad Gateway</body></html>", "<html><body>502 Bad Gateway</body></html>")]
    [InlineData("\u001b[31mred\u0000\u202E", "[31mred")]
    [InlineData("""{"message":"\ud800"}""", """{"message":"\ud800"}""")]
    [InlineData("", null)]
    [InlineData(" \n ", null)]
    public async Task The_first_words_of_an_answer_are_kept_whatever_its_form(string body, string? expected) =>
        Assert.Equal(expected, (await AnswerAsync(body)).Message);

    [Theory]
    [InlineData("no user jane.doe@example.com here", "no user [e-mail] here")]
    [InlineData("user=jane%40example.com", "[e-mail]")]
    [InlineData("""{"messages":[{"detail":"jane\u0040example.com"}]}""", "{\"detail\":\"[e-mail]\"}")]
    [InlineData("<b>jane&#64;example.com</b>", "<b>[e-mail]</b>")]
    [InlineData("hash " + Digest + " is wrong", "hash [digest] is wrong")]
    [InlineData("md5 5F4DCC3B5AA765D61D8327DEB882CF99", "md5 [digest]")]
    [InlineData("phone +1 (415) 555-2671 bad", "phone [number] bad")]
    [InlineData("phone 14155552671", "phone [number]")]
    [InlineData("ip 203.0.113.42 bad", "ip [ip] bad")]
    [InlineData("ip 8.8.8.8", "ip [ip]")]
    [InlineData("ip 2a00:1450:4001:830::200e bad", "ip [ip] bad")]
    [InlineData("ip 2001:db8::1", "ip [ip]")]
    [InlineData("device AEBE52E7-03EE-455A-B3C4-E57283966239", "device [id]")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4 revoked", "token [token] revoked")]
    public async Task Nothing_personal_and_no_token_is_kept(string body, string expected) => Assert.Equal(expected, (await AnswerAsync(body)).Message);

    [Theory]
    [InlineData("conversion_events.events[0].event_details.content_category is not valid")]
    [InlineData("events[12].user_data.hashed_phone_number must be 64 digits")]
    [InlineData("capi_connection_id is unknown.")]
    public async Task What_explains_a_mistake_stays_readable(string body) => Assert.Equal(body, (await AnswerAsync(body)).Message);

    [Theory]
    [InlineData("""{"sp_trace_id":"3f2a-77","messages":["x"]}""", null, "3f2a-77")]
    [InlineData("""{ "sp_trace_id" : "abc" """, null, "abc")]
    [InlineData("x", "from-header-1", "from-header-1")]
    [InlineData("""{"sp_trace_id":"body"}""", "header", "body")]
    [InlineData("""{"sp_trace_id":"jane@example.com"}""", "jane@example.com", null)]
    [InlineData("x", null, null)]
    public async Task The_trace_id_is_found_in_the_body_or_the_header(string body, string? header, string? expected) =>
        Assert.Equal(expected, (await AnswerAsync(body, header)).TraceId);

    [Fact]
    public async Task A_huge_answer_is_cut_short_and_not_read_to_its_end()
    {
        var stream = new EndlessStream();

        var answer = await AnswerAsync(new StreamContent(stream));

        Assert.Equal(300, answer.Message!.Length);
        Assert.InRange(stream.Given, 1, 100_000);
    }

    [Fact]
    public async Task A_message_is_never_cut_inside_of_a_character()
    {
        var answer = await AnswerAsync(new string('x', 299) + "🛒🛒");

        Assert.Equal(new string('x', 299), answer.Message);
    }

    [Fact]
    public async Task Broken_UTF_8_is_kept_as_far_as_it_is_text()
    {
        var answer = await AnswerAsync(new ByteArrayContent([.. "caf"u8, 0xE9, .. " closed"u8]));

        Assert.Equal("caf\uFFFD closed", answer.Message);
    }

    [Fact]
    public async Task A_success_needs_no_words_but_keeps_its_trace_id()
    {
        var answer = await AnswerAsync(new StringContent("""{"message":"SUCCESS","sp_trace_id":"t-1"}"""), status: 200);

        Assert.Equal(new SpotifyAnswer.Responded(200, null, "t-1", null), answer);
    }

    private static Task<SpotifyAnswer.Responded> AnswerAsync(string body, string? header = null) =>
        AnswerAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(body)), header);

    private static async Task<SpotifyAnswer.Responded> AnswerAsync(HttpContent content, string? header = null, int status = 400)
    {
        using var server = new ScriptedServer().Then((_, _) =>
        {
            var response = ScriptedServer.Answer(status, "", header is null ? [] : [("sp-trace-id", header)]);
            response.Content = content;
            return Task.FromResult(response);
        });
        var client = TestDestinations.Client(server.Client, new FakeSecrets(("capi-token", "token-1")), new FakeTimeProvider(SampleEvent.Now));
        return Assert.IsType<SpotifyAnswer.Responded>(await client.PostAsync(TestDestinations.Direct, "{}"u8.ToArray(), CancellationToken.None));
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
