using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tools.Tests.LocalHost.Http;

[Collection(SharedHost.Name)]
public sealed class AnswerTests(SharedHost.Fixture shared)
{
    private const int WorkersOwnLimit = 30_000_000;

    private HttpClient Http => shared.Host.Http;

    [Theory]
    [InlineData("texts/5/x", 200, "text/plain", "5 x 127.0.0.1:")]
    [InlineData("texts/5", 200, "text/plain", "5 (none) 127.0.0.1:")]
    [InlineData("Mvc?a=b&c=d", 201, "application/json", """{"method":"GET","query":"?a=b&c=d"}""")]
    [InlineData("Problem", 422, "application/problem+json", "What is wrong")]
    [InlineData("Own", 202, null, "written by itself")]
    [InlineData("Admin", 200, "text/plain", "admin")]
    public async Task Every_kind_of_result_passes_through(string path, int status, string? contentType, string body)
    {
        using var answer = await Http.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(body, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_the_function_pass_through() =>
        Assert.Equal("yes", Assert.Single((await Http.GetAsync("Own")).Headers.GetValues("X-Own")));

    [Theory]
    [InlineData("GET", "nowhere")]
    [InlineData("GET", "/texts/5")]
    [InlineData("GET", "texts/five")]
    [InlineData("POST", "texts/5")]
    [InlineData("HEAD", "texts/5")]
    [InlineData("GET", "Sleeper")]
    public async Task Unknown_route_wrong_method_and_disabled_function_are_not_found_without_a_body(string method, string path)
    {
        using var answer = await Http.SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(300_000, false)]
    [InlineData(300_000, true)]
    public async Task Body_arrives_byte_for_byte(int length, bool chunked)
    {
        var body = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, "Echo") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await Http.SendAsync(request);

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_above_the_workers_limit_fails_the_function()
    {
        using var answer = await Http.PostAsync("Echo", new ByteArrayContent(new byte[WorkersOwnLimit + 1]));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Body_above_the_hosts_limit_never_reaches_the_worker()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Http.BaseAddress!.Port);
        await client.GetStream().WriteAsync("POST /prefix/Echo HTTP/1.1\r\nHost: x\r\nContent-Length: 104857601\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);

        Assert.Equal("HTTP/1.1 500 Internal Server Error", await reader.ReadLineAsync().WaitAsync(Eventually.Limit));
        await shared.Host.Process.LogsAsync(entry => entry.Exception.Contains("104857601 bytes", StringComparison.Ordinal), "the refusal");
    }

    [Fact]
    public async Task Function_that_throws_is_an_empty_500_and_one_line_with_the_whole_exception()
    {
        using var answer = await Http.GetAsync("Throws");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        await shared.Host.Process.LogsAsync(entry => entry.IsFor("Throws"), "the failure");
        var entry = Assert.Single(shared.Host.Process.Log, entry => entry.IsFor("Throws") && !entry.IsFor("ThrowsLate"));
        Assert.Equal(("Error", "Function.Throws"), (entry.Level, entry.Category));
        Assert.Contains("System.InvalidOperationException", entry.Exception, StringComparison.Ordinal);
        Assert.Contains("what it says", entry.Exception, StringComparison.Ordinal);
        Assert.Contains("Answers.cs", entry.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_that_throws_in_the_middle_of_its_answer_cuts_the_connection() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetStringAsync("ThrowsLate"));

    [Fact]
    public async Task Caller_that_hangs_up_cancels_the_function()
    {
        using (var hangUp = new CancellationTokenSource())
        {
            var call = Http.GetAsync("endless/hangup", hangUp.Token);
            await shared.Host.Process.LogsAsync("began hangup");
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await shared.Host.Process.LogsAsync("cancelled hangup");
        await shared.Host.Process.LogsAsync(entry => entry.Exception.Contains("The caller hung up.", StringComparison.Ordinal), "the end");
    }

    [Theory]
    [InlineData("FromFile", "file")]
    [InlineData("Nested:Key", "nested")]
    [InlineData("Overridden", "environment")]
    [InlineData("missing", "(none)")]
    public async Task Settings_of_the_worker_are_the_files_and_the_environment_wins(string setting, string value) =>
        Assert.Equal(value, await Http.GetStringAsync("settings/" + setting));
}
